import { changeOfRatio, type RatioPart } from './ratio-change'
import { type Contribution, sum } from './sum-change'

/** Cases and what they cost, of one kind of case (a DRG) or one place, in one period. */
export interface CostSide {
  /** From 0. */
  readonly cases: number
  /** Yuan. */
  readonly cost: number
}
export interface CostPart {
  readonly id: string
  readonly before: CostSide
  readonly after: CostSide
}

/** What one part adds to the change of the cost: `volume` + `price` + `mix` = `contribution`. */
export interface CostContribution extends Contribution {
  /** Its share of having more or fewer cases altogether. */
  readonly volume: number
  /** By what one of its cases costs. */
  readonly price: number
  /** By being a larger or smaller part of the cases, dearer or cheaper than the mean. */
  readonly mix: number
}

export interface CostChange {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly volume: number
  readonly price: number
  readonly mix: number
  readonly parts: readonly CostContribution[]
}

/**
 * Change of a cost by volume (量), price (价) and mix (结构). With Q cases in all, mean cost P = C ÷ Q, and a bar for the mean of the two periods:
 *
 *   ΔC = P̄·ΔQ (volume) + Q̄·ΔP,  ΔP = Σ s̄·Δp (price) + Σ (p̄ − P̄)·Δs (mix)
 *
 * exact, with no remainder to hide in, and the same with its sign turned when the periods are. A part's volume is its mean share of P̄·ΔQ's cases
 * at the cost of its own: V_i = ΔQ·(mean of C_i ÷ Q), which add up to P̄·ΔQ.
 *
 * A part's contribution is not simply its own cost after less before: a group that grew as everything grew is volume, one that grew in place of a cheaper one is mix.
 * @returns null where one of the periods has no case
 */
export function changeOfCost(parts: readonly CostPart[]): CostChange | null {
  const ratio = changeOfRatio(parts.map(sidesOf))
  if (!ratio) return null
  const cases0 = sum(parts.map((part) => part.before.cases))
  const cases1 = sum(parts.map((part) => part.after.cases))
  const mean = (cases0 + cases1) / 2
  const contributions = parts.map((part, i): CostContribution => {
    const volume = ((cases1 - cases0) * (part.before.cost / cases0 + part.after.cost / cases1)) / 2
    const price = mean * (ratio.parts[i]?.within ?? 0)
    const mix = mean * (ratio.parts[i]?.mix ?? 0)
    return { id: part.id, contribution: volume + price + mix, volume, price, mix }
  })
  const [before, after] = [sum(parts.map((part) => part.before.cost)), sum(parts.map((part) => part.after.cost))]
  return {
    before,
    after,
    change: after - before,
    volume: sum(contributions.map((one) => one.volume)),
    price: sum(contributions.map((one) => one.price)),
    mix: sum(contributions.map((one) => one.mix)),
    parts: contributions,
  }
}

function sidesOf({ id, before, after }: CostPart): RatioPart {
  return {
    id,
    before: { numerator: before.cost, denominator: before.cases },
    after: { numerator: after.cost, denominator: after.cases },
  }
}
