import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Comparison, Coverage, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import { quotient } from '@cockpit/domain/indicator/quotient'
import type { SetTarget } from '@cockpit/domain/indicator/target'
import type { DefinitionChange } from '@cockpit/domain/indicator/version'
import type { Values } from './fetch-values'
import type { Recipe } from './need'

/** A cell before it is dressed: a number with its two parts, or the reason there is none. */
export type Cell =
  | { readonly state: 'shown'; readonly value: number; readonly numerator?: number; readonly denominator?: number }
  | { readonly state: Withheld }

export interface CellAddress {
  readonly key: string
  readonly at: string
}

/**
 * The cells of one indicator over the rows of an answer.
 * @param why the reason when there is no number for an address
 * @param hides whether a cell with so many persons behind it is withheld (null: nobody); so is one that only seems empty
 */
export function cellsOf(
  definition: IndicatorDefinition,
  recipe: Recipe,
  values: Values,
  why: (address: CellAddress) => Withheld,
  hides: (address: CellAddress, count: number | null) => boolean,
): (address: CellAddress) => Cell {
  return (address) => {
    const count = recipe.count ? values.get(recipe.count, address.key, address.at) : null
    if (hides(address, count)) return { state: 'suppressed' }
    return cellOf(definition, recipe, values, address) ?? { state: why(address) }
  }
}

function cellOf(
  definition: IndicatorDefinition,
  recipe: Recipe,
  values: Values,
  { key, at }: CellAddress,
): Cell | undefined {
  const { value, denominator: need, count } = recipe
  // Counting distinct things over no rows gives 0; only the rows themselves tell none from nothing known.
  if (definition.kind === 'distinct' && count && values.get(count, key, at) === null) return undefined
  const bottom = need && (values.get(need, key, at) ?? (need.apart ? values.get(need, '', at) : null))
  return figureOf(definition, values.get(value, key, at), bottom)
}

/**
 * The number of a cell from its parts; undefined when there is none.
 * @param bottom undefined of an indicator that is no quotient
 */
export function figureOf(
  definition: IndicatorDefinition,
  top: number | null,
  bottom: number | null | undefined,
): Cell | undefined {
  if (top === null) return undefined
  if (bottom === undefined) return { state: 'shown', value: top }
  const value = bottom === null ? null : quotient(top, bottom, definition.per)
  return bottom === null || value === null ? undefined : { state: 'shown', value, numerator: top, denominator: bottom }
}

/** An indicator as a question asks for it: under one version, with the changes of its definition inside the question's period. */
export type Asked = IndicatorDefinition & {
  readonly changes?: readonly DefinitionChange[]
  /** Set by the question's version: a target is meant for the current one only. */
  readonly outdated?: true
}

/** A figure to compare with, and this side's where it is not that of the cell. */
export interface ComparedCells {
  readonly own?: Cell
  readonly other: Cell
}

/** The cell as it is handed out: with target (`set`: the one set for its place), standing, comparisons and how much of what was owed is in it. */
export function dress(
  definition: Asked,
  cell: Cell,
  compared: Readonly<Record<string, ComparedCells>>,
  coverage: Coverage | null = null,
  through?: string,
  set?: SetTarget,
): Envelope {
  const about = {
    indicator: definition.id,
    definitionVersion: definition.version,
    ...(definition.changes?.length ? { definitionChanges: definition.changes } : {}),
    ...(coverage ? { coverage } : {}),
    ...(through ? { through } : {}),
  }
  const held = set ? toldOf(set) : definition.target
  const target = {
    ...(held ? { target: held } : {}),
    ...(set && definition.target ? { ownTarget: definition.target } : {}),
  }
  const compare = comparisonsOf(cell, compared)
  if (cell.state !== 'shown') return { ...about, state: cell.state, ...compare, ...target }
  return {
    ...about,
    ...cell,
    ...compare,
    ...target,
    ...(held ? { standing: standingOf(cell.value, held) } : {}),
  }
}

function toldOf({ indicator: _, area, since, tier, ...limits }: SetTarget): Envelope['target'] {
  return { ...limits, set: { area, since, tier } }
}

/** Without a figure of the cell's own only those comparisons stand that have another on this side: a small month leaves its year to date. */
function comparisonsOf(cell: Cell, compared: Readonly<Record<string, ComparedCells>>): Pick<Envelope, 'compare'> {
  const stated = Object.entries(compared).flatMap(([how, { own, other }]): [string, Comparison | Withheld][] => {
    if (!own) return cell.state === 'shown' ? [[how, compareWith(cell.value, other)]] : []
    if (own.state !== 'shown') return [[how, own.state]]
    const against = compareWith(own.value, other)
    return [[how, typeof against === 'string' ? against : { ...against, own: own.value }]]
  })
  return stated.length > 0 ? { compare: Object.fromEntries(stated) } : {}
}

function compareWith(value: number, other: Cell): Comparison | Withheld {
  if (other.state !== 'shown') return other.state
  const difference = value - other.value
  return { value: other.value, difference, change: other.value === 0 ? null : difference / Math.abs(other.value) }
}

/** A value on the limit is inside the band. */
function standingOf(value: number, target: { min?: number; max?: number }): 'met' | 'below' | 'above' {
  if (target.min !== undefined && value < target.min) return 'below'
  if (target.max !== undefined && value > target.max) return 'above'
  return 'met'
}
