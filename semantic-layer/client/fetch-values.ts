import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { monthOf, type Step, stepStart, type Window } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Grain } from '@cockpit/domain/period/period'
import type { Territory } from '@cockpit/domain/territory/territory'
import { DIMENSION_OF_LEVEL, type FacilityMap, type Part } from './breakdown'
import type { CubeFilter, CubePort, CubeQuery, CubeRow, Pass } from './cube-rest'
import { loadRows } from './cube-rest'
import type { Reader } from './envelopes'
import type { Need } from './need'

/** Values of measures by row key and step. A missing one is null: no row, never zero. */
export class Values {
  readonly #values = new Map<string, number>()
  readonly #keys = new Set<string>()

  put(need: Need, key: string, at: string, value: number): void {
    this.#values.set(address(need, key, at), value)
    if (!need.apart) this.#keys.add(key)
  }

  /** Values without a step, as those of one step. */
  putAll(others: Values, at: string): void {
    for (const [name, value] of others.#values) this.#values.set(`${name}${at}`, value)
    for (const key of others.#keys) this.#keys.add(key)
  }

  /** A denominator apart from the breakdown stands once for all rows. */
  get(need: Need, key: string, at: string): number | null {
    return this.#values.get(address(need, key, at)) ?? null
  }

  /** Keys that have any value, for breakdowns whose rows come from the data. */
  keys(): string[] {
    return [...this.#keys]
  }
}

function address(need: Need, key: string, at: string): string {
  return `${need.member} ${need.shape} ${need.apart ? 'apart' : 'own'} ${key} ${at}`
}

/** One span of time to ask about; `steps` when a line is wanted, each value then stands at its step's first day. */
export interface Span {
  readonly window: Window
  /** Where the question itself ends, when data end before: whole months can then be read from a rollup. */
  readonly reach?: CalendarDate
  readonly series?: { readonly grain: Grain; readonly steps: readonly Step[] }
}

export interface Asking {
  readonly query: IndicatorQuery
  readonly territory: Territory
  readonly facilities: FacilityMap
  readonly parts: readonly Part[]
  readonly cube: CubePort
  readonly token: Pass
  /** From `limitFor`. */
  readonly limit: number
  readonly reader: Reader
  now(): Date
}

/**
 * Fetches the needs over a span: one Cube query for each cube, shape and part. Half years, which Cube cannot step by, are asked one by
 * one and not put together from quarters: what is counted once in a half year is not the sum of its quarters.
 * @throws CubeUnavailable
 */
export async function fetchValues(asking: Asking, needs: readonly Need[], span: Span): Promise<Values> {
  const values = new Values()
  if (span.series?.grain === 'half')
    await Promise.all(
      span.series.steps.map(async (step) => values.putAll(await fetchValues(asking, needs, { window: step }), step.at)),
    )
  else await fetchInto(values, asking, needs, span)
  return values
}

async function fetchInto(values: Values, asking: Asking, needs: readonly Need[], span: Span): Promise<void> {
  const groups = new Map<string, Need[]>()
  for (const need of needs) {
    const name = `${cubeOf(need.member)} ${need.shape} ${need.apart}`
    const group = groups.get(name) ?? []
    if (!group.some((other) => other.member === need.member)) groups.set(name, [...group, need])
  }
  await Promise.all(
    [...groups.values()].flatMap((group) =>
      partsFor(group, asking.parts).map(async (part) => {
        const rows = await loadRows(asking.cube, asking.token, cubeQuery(asking, group, part, span))
        for (const row of rows) take(values, group, part, span, row)
      }),
    ),
  )
}

/** A denominator apart follows places only: broken down by disease, every row has the same residents. */
function partsFor(group: readonly Need[], parts: readonly Part[]): readonly Part[] {
  return group[0]?.apart && parts.some((part) => part.dimension && !part.keys) ? [{}] : parts
}

function cubeQuery(asking: Asking, group: readonly Need[], part: Part, span: Span): CubeQuery {
  const first = group[0] as Need
  const cube = cubeOf(first.member)
  const { query, territory } = asking
  const filters: CubeFilter[] = []
  const area = territory.get(query.territory)
  if (area)
    filters.push({ member: `${cube}.${DIMENSION_OF_LEVEL[area.level]}`, operator: 'equals', values: [area.code] })
  if (query.facility) filters.push({ member: `${cube}.facilityId`, operator: 'equals', values: [query.facility] })
  if (!first.apart)
    for (const filter of query.filters ?? [])
      filters.push({ member: `${cube}.${filter.dimension}`, operator: 'equals', values: filter.values })
  const granularity = granularityOf(first, span)
  const window = first.shape === 'stock' && !span.series ? monthOf(span.window.to) : span.window
  const range =
    first.shape === 'stock'
      ? { from: monthOf(window.from).from, to: monthOf(window.to).to }
      : { from: window.from, to: span.reach ?? window.to }
  return {
    measures: group.map((need) => need.member),
    dimensions: part.dimension ? [`${cube}.${part.dimension}`] : [],
    timeDimensions: [
      { dimension: `${cube}.date`, dateRange: [range.from, range.to], ...(granularity ? { granularity } : {}) },
    ],
    filters,
    order: {},
    limit: asking.limit,
  }
}

function take(values: Values, group: readonly Need[], part: Part, span: Span, row: CubeRow): void {
  const first = group[0] as Need
  const cube = cubeOf(first.member)
  const key = part.dimension ? String(row[`${cube}.${part.dimension}`] ?? '') : ''
  const at = stepIn(row, cube, first, span)
  if (at === undefined) return
  for (const need of group) {
    const value = row[need.member]
    if (value === null || value === undefined) continue
    const number = Number(value)
    if (!Number.isFinite(number)) throw new Error(`${need.member} is ${String(value)}, which is not a number.`)
    values.put(need, key, at, number)
  }
}

function granularityOf(need: Need, { series }: Span): Exclude<Grain, 'half'> | undefined {
  if (!series) return undefined
  return need.shape === 'stock' || series.grain === 'half' ? 'month' : series.grain
}

/** The step a row belongs to; '' without a series; undefined for a month of a stock that is not its step's last. */
function stepIn(row: CubeRow, cube: string, need: Need, span: Span): string | undefined {
  if (!span.series) return ''
  const { grain, steps } = span.series
  const stamp = row[`${cube}.date.${need.shape === 'stock' ? 'month' : grain}`]
  const day = CalendarDate.parse(String(stamp).slice(0, 10))
  if (need.shape === 'flow') return day
  const step = steps.find((candidate) => candidate.at === stepStart(day, grain))
  return step && monthOf(step.to).from === day ? step.at : undefined
}

function cubeOf(member: string): string {
  return member.slice(0, member.indexOf('.'))
}
