import { type CostChange, changeOfCost } from '@cockpit/domain/explain/cost-change'
import { changeOfRatio, type Sides } from '@cockpit/domain/explain/ratio-change'
import { type Contribution, changeOfSum, REST, UNKEYED } from '@cockpit/domain/explain/sum-change'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'

/** A part of a breakdown in both periods. `null` where it has no value then. */
export interface ExplainedPart extends Contribution {
  readonly name?: string
  readonly before: number | null
  readonly after: number | null
  /** It had nothing in one of the periods; `not-reported` says that it owed something: then the change is one of the data. */
  readonly absent?: { readonly when: 'before' | 'after'; readonly why: Withheld }
  /** Of a ratio: by its own ratio, and by its weight. */
  readonly within?: number
  readonly mix?: number
}

export interface Explanation {
  readonly before: number
  readonly after: number
  readonly change: number
  /** They add up to the change. `REST` is what may not be shown. */
  readonly parts: readonly ExplainedPart[]
  /** Parts whose value may not be shown in one of the periods. */
  readonly unshown: number
  readonly within: number | null
  readonly mix: number | null
  /** Of a cost over cases: the change of the whole cost by volume, price and mix, in yuan. */
  readonly cost: Omit<CostChange, 'parts'> | null
}

/** Why a change cannot be explained: no value in a period, or a count of different things, whose parts do not add up to it. */
export type Unexplained = 'no-value' | 'not-additive'

interface Both {
  readonly before: Envelope | undefined
  readonly after: Envelope | undefined
}

/**
 * The change of an indicator between two periods by the parts of one breakdown. What a part may not show stands in `REST`, so that the parts always
 * add up to the change as it is shown.
 * @param whole the cell of the whole in each period
 * @param before rows of the breakdown in each period; a part may be absent in one
 */
export function explainChange(
  definition: IndicatorDefinition,
  whole: Both,
  before: readonly AnswerRow[],
  after: readonly AnswerRow[],
): Explanation | Unexplained {
  if (definition.kind === 'distinct') return 'not-additive'
  const parts = partsOf(definition.id, before, after)
  const known = parts.filter((part) => isKnown(part.before) && isKnown(part.after))
  const about = { unshown: parts.length - known.length }
  if (definition.kind === 'sum' || definition.kind === 'stock') {
    const total = { before: shownValue(whole.before), after: shownValue(whole.after) }
    if (total.before === null || total.after === null) return 'no-value'
    const change = changeOfSum(
      known.map((part) => ({ id: part.id, before: shownValue(part.before) ?? 0, after: shownValue(part.after) ?? 0 })),
      { before: total.before, after: total.after },
    )
    return { ...change, ...about, parts: named(change.parts, known), within: null, mix: null, cost: null }
  }
  const [totalBefore, totalAfter] = [whole.before, whole.after].map((cell) => sidesOf(cell, definition.per))
  if (!totalBefore || !totalAfter) return 'no-value'
  const total = { before: totalBefore, after: totalAfter }
  const sides = known.map((part) => ({
    id: part.id,
    before: sidesOf(part.before, definition.per) ?? NOTHING,
    after: sidesOf(part.after, definition.per) ?? NOTHING,
  }))
  const change = changeOfRatio(sides, total)
  if (!change) return 'no-value'
  return {
    before: change.before,
    after: change.after,
    change: change.change,
    ...about,
    parts: named(change.parts, known),
    within: change.within,
    mix: change.mix,
    cost: definition.format === 'money' && definition.kind === 'ratio' ? costOf(sides, total) : null,
  }
}

const NOTHING: Sides = { numerator: 0, denominator: 0 }

interface Part extends Both {
  readonly id: string
  readonly name: string | undefined
}

function partsOf(indicator: string, before: readonly AnswerRow[], after: readonly AnswerRow[]): Part[] {
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [row.key, row])))
  return [...new Set([...before, ...after].map(({ key }) => key))].map((key) => ({
    id: key === '' ? UNKEYED : key,
    name: now?.get(key)?.name ?? old?.get(key)?.name,
    before: old?.get(key)?.cells[indicator],
    after: now?.get(key)?.cells[indicator],
  }))
}

/** Nothing there is nothing: it is in no sum. What may not be shown is in the whole and in no part. */
function isKnown(cell: Envelope | undefined): boolean {
  return !cell || cell.state === 'shown' || cell.state === 'no-data' || cell.state === 'not-reported'
}

function shownValue(cell: Envelope | undefined): number | null {
  return cell?.state === 'shown' ? (cell.value ?? null) : null
}

function sidesOf(cell: Envelope | undefined, per: number): Sides | null {
  if (cell?.state !== 'shown' || cell.numerator === undefined || cell.denominator === undefined) return null
  return { numerator: cell.numerator * per, denominator: cell.denominator }
}

function named(
  contributions: readonly (Contribution & Partial<ExplainedPart>)[],
  parts: readonly Part[],
): ExplainedPart[] {
  const byId = new Map(parts.map((part) => [part.id, part]))
  return contributions.map(({ id, contribution, within, mix }) => {
    const part = byId.get(id)
    const absent = part && absenceOf(part)
    return {
      id,
      contribution,
      ...(part?.name === undefined ? {} : { name: part.name }),
      before: shownValue(part?.before),
      after: shownValue(part?.after),
      ...(absent ? { absent } : {}),
      ...(within === undefined || mix === undefined ? {} : { within, mix }),
    }
  })
}

function absenceOf({ before, after }: Part): ExplainedPart['absent'] {
  const state = (cell: Envelope | undefined) => cell?.state ?? 'no-data'
  const [old, now] = [state(before), state(after)]
  if (old !== 'shown') return { when: 'before', why: old }
  return now === 'shown' ? undefined : { when: 'after', why: now }
}

/** The cost itself, where the indicator is one per case: numerators are yuan, denominators cases. */
function costOf(
  sides: readonly { readonly id: string; readonly before: Sides; readonly after: Sides }[],
  whole: { readonly before: Sides; readonly after: Sides },
): Explanation['cost'] {
  const lacking = (when: 'before' | 'after'): Sides => ({
    numerator: whole[when].numerator - sides.reduce((sum, part) => sum + part[when].numerator, 0),
    denominator: whole[when].denominator - sides.reduce((sum, part) => sum + part[when].denominator, 0),
  })
  const all = [...sides, { id: REST, before: lacking('before'), after: lacking('after') }]
  const asCost = ({ numerator, denominator }: Sides) => ({ cost: numerator, cases: denominator })
  const found = changeOfCost(all.map(({ id, before, after }) => ({ id, before: asCost(before), after: asCost(after) })))
  if (!found) return null
  const { parts: _, ...cost } = found
  return cost
}
