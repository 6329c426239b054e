import { z } from 'zod'
import { changeOfCost } from '../explain/cost-change'
import { changeOfRatio } from '../explain/ratio-change'
import { changeOfSum } from '../explain/sum-change'
import { field, MethodInputError, method } from './method'

const id = field.text('the name of the part')
const anyNumber = { min: -Number.MAX_VALUE }
const sides = z.strictObject({
  numerator: field.number('what stands above the line', anyNumber),
  denominator: field.number('what stands below the line, a number from 0'),
})
const paid = z.strictObject({
  cases: field.whole('how many cases, a whole number from 0'),
  cost: field.number('what they cost in yuan, a number from 0'),
})
const plain = field.number('its value', anyNumber)

const parts = <Side extends z.ZodType>(side: Side) =>
  field.rows(z.strictObject({ id, before: side, after: side }), 'parts')

/** A change between two periods by its parts: of a sum, of a ratio of sums, of a cost by volume, price and mix. */
export const change = method({
  name: 'change',
  title: { zh: '变化分解：各部分贡献，量、价、结构', en: 'A change by its parts; volume, price and mix' },
  formula: {
    zh: '和：Δ_i；比率：w̄·Δr + (r̄ − R̄)·Δw；费用：P̄·ΔQ（量）+ Q̄·Σ s̄·Δp（价）+ Q̄·Σ (p̄ − P̄)·Δs（结构）；横线为两期平均，各部分之和恰为总变化',
    en: 'sum: Δ_i; ratio: w̄·Δr + (r̄ − R̄)·Δw; cost: P̄·ΔQ (volume) + Q̄·Σ s̄·Δp (price) + Q̄·Σ (p̄ − P̄)·Δs (mix); a bar is the mean of both periods, the parts add up to the change',
  },
  source: 'Bennet 1920（对称分解）',
  input: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('sum'), parts: parts(plain) }),
      z.strictObject({ kind: z.literal('ratio'), parts: parts(sides) }),
      z.strictObject({ kind: z.literal('cost'), parts: parts(paid) }),
    ],
    { error: 'is no kind of change; give sum, ratio or cost' },
  ),
  example: {
    kind: 'cost' as const,
    parts: [
      { id: 'G1', before: { cases: 100, cost: 100_000 }, after: { cases: 90, cost: 95_400 } },
      { id: 'G2', before: { cases: 50, cost: 310_000 }, after: { cases: 70, cost: 441_000 } },
    ],
  },
  work(input) {
    const seen = new Set<string>()
    for (const [i, part] of input.parts.entries()) {
      if (seen.has(part.id))
        throw new MethodInputError(`parts, row ${i + 1} (id "${part.id}"): stands there already; keep one row a part`)
      seen.add(part.id)
    }
    switch (input.kind) {
      case 'sum': {
        const { parts: all, ...figures } = changeOfSum(input.parts)
        return { figures, tables: { parts: all.map((part) => ({ ...part })) } }
      }
      case 'ratio': {
        const found = changeOfRatio(input.parts) ?? refuse('parts: have no denominator in one of the periods')
        const { parts: all, ...figures } = found
        return { figures, tables: { parts: all.map((part) => ({ ...part })) } }
      }
      case 'cost': {
        const found = changeOfCost(input.parts) ?? refuse('parts: have no case in one of the periods')
        const { parts: all, ...figures } = found
        return { figures, tables: { parts: all.map((part) => ({ ...part })) } }
      }
    }
  },
})

function refuse(what: string): never {
  throw new MethodInputError(`${what}; there is no change to split`)
}
