import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { isWholeMonths } from '@cockpit/domain/period/period'
import type { Breakdown } from './breakdown'
import type { Catalogue } from './catalogue'

/** How a measure is taken over time: `flow` over the whole span, `stock` in its last month. */
export type TimeShape = 'flow' | 'stock'

/** A measure to fetch for an indicator. */
export interface Need {
  /** `<cube>.<measure>` */
  readonly member: string
  readonly shape: TimeShape
  /** A denominator in another cube: it takes place and time only, no other filter or breakdown. */
  readonly apart: boolean
}

/** The measures one indicator is made of. */
export interface Recipe {
  readonly value: Need
  readonly denominator?: Need
  /** The count that suppression looks at. */
  readonly count?: Need
}

export function recipeOf(definition: IndicatorDefinition, catalogue: Catalogue): Recipe {
  const cube = definition.id.slice(0, definition.id.indexOf('.'))
  const full = (name: string) => (name.includes('.') ? name : `${cube}.${name}`)
  const need = (name: string, shape: TimeShape, apart = false): Need => ({ member: full(name), shape, apart })
  const own = shapeOf(definition, catalogue, full)
  const count = (fallback: string) =>
    definition.suppressBelow === undefined ? {} : { count: need(definition.suppressOn ?? fallback, own) }
  if (definition.kind === 'ratio' || definition.kind === 'rate') {
    const { numerator, denominator } = definition
    if (!numerator || !denominator)
      throw new Error(`${definition.id} is a ${definition.kind} without its two measures.`)
    const bottom =
      definition.kind === 'rate'
        ? need(denominator, stockOf(full(denominator), catalogue), true)
        : need(denominator, own)
    return { value: need(numerator, own), denominator: bottom, ...count(numerator) }
  }
  const measure = definition.measure ?? definition.id
  return { value: need(measure, own), ...count(measure) }
}

function shapeOf(definition: IndicatorDefinition, catalogue: Catalogue, full: (name: string) => string): TimeShape {
  if (definition.kind === 'stock') return 'stock'
  // A share of stocks (hospitals at a grade ÷ hospitals) is taken where its stocks are: in the last month.
  if (definition.numerator) return stockOf(full(definition.numerator), catalogue)
  return 'flow'
}

function stockOf(member: string, catalogue: Catalogue): TimeShape {
  return catalogue.get(member)?.kind === 'stock' ? 'stock' : 'flow'
}

/** Why an indicator cannot stand under a question, or undefined when it can. */
export function unfit(
  definition: IndicatorDefinition,
  query: IndicatorQuery,
  breakdown: Breakdown,
): 'breakdown' | 'filter' | 'time' | undefined {
  const oneFacility = query.facility !== undefined || breakdown.kind === 'facilities'
  if (oneFacility && (definition.scope === 'area' || definition.kind === 'rate')) return 'breakdown'
  if (breakdown.kind === 'dimension' && !definition.dimensions.includes(breakdown.dimension)) return 'breakdown'
  if ((query.filters ?? []).some((filter) => !definition.dimensions.includes(filter.dimension))) return 'filter'
  // A month's row cannot be cut into days or weeks.
  const short = query.series === 'day' || query.series === 'week'
  if (definition.grain === 'month' && (short || !isWholeMonths(query.period))) return 'time'
  return undefined
}
