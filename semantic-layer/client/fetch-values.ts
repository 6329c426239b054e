import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { monthOf, type Step, stepStart, type Window } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Grain } from '@cockpit/domain/period/period'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Columns } from './answer-shape'
import { DIMENSION_OF_LEVEL, type FacilityMap, type Part } from './breakdown'
import type { CubeFilter, CubeQuery } from './cube-query'
import type { CubePort, Pass } from './cube-rest'
import { loadColumns } from './cube-rest'
import type { Need } from './need'
import type { Reader } from './reader'

interface StepValues {
  readonly values: Map<string, number>
  readonly keys: Set<string>
}

/** Where fetched numbers go. `each`: what the question is taken apart by beside its rows; '' where it is not, or a denominator stands for all. */
export type Put = (key: string, at: string, value: number, each: string) => void
export interface Sink {
  column(need: Need): Put
}

/** Values of measures by row key and step. A missing one is null: no row, never zero. */
export class Values implements Sink {
  readonly #steps = new Map<string, StepValues>()

  put(need: Need, key: string, at: string, value: number): void {
    const step = this.#steps.get(at) ?? { values: new Map(), keys: new Set() }
    this.#steps.set(at, step)
    step.values.set(address(need, key), value)
    if (!need.apart) step.keys.add(key)
  }

  column(need: Need): Put {
    return (key, at, value) => this.put(need, key, at, value)
  }

  /** Values without a step, as those of one step. */
  putAll(others: Values, at: string): void {
    const step = others.#steps.get('')
    if (step) this.#steps.set(at, step)
  }

  /** Those of one step, as values without a step. */
  ofStep(at: string): Values {
    const values = new Values()
    const step = this.#steps.get(at)
    if (step) values.#steps.set('', step)
    return values
  }

  /** A denominator apart from the breakdown stands once for all rows. */
  get(need: Need, key: string, at: string): number | null {
    return this.#steps.get(at)?.values.get(address(need, key)) ?? null
  }

  /** Keys that have any value, for breakdowns whose rows come from the data. */
  keys(): string[] {
    return [...new Set([...this.#steps.values()].flatMap(({ keys }) => [...keys]))]
  }
}

function address(need: Need, key: string): string {
  return `${need.member} ${need.shape} ${need.apart ? 'apart' : 'own'} ${key}`
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

/**
 * The same into any sink, of one span.
 * @param each a dimension by which every row is taken apart in the same question
 * @throws CubeUnavailable
 */
export async function fetchInto(
  sink: Sink,
  asking: Asking,
  needs: readonly Need[],
  span: Span,
  each?: string,
): Promise<void> {
  await Promise.all(
    askedTogether(needs).flatMap((group) =>
      partsFor(group, asking.parts).map(async (part) => {
        const by = each && !group[0]?.apart ? each : undefined
        const found = await loadColumns(asking.cube, asking.token, cubeQuery(asking, group, part, span, by))
        // Cut off at the limit it would pass for all there is.
        if (found.length >= asking.limit) throw new Error(`${group[0]?.member}: more rows than one answer holds.`)
        take(sink, group, part, span, by, found)
      }),
    ),
  )
}

/** Needs that one Cube query answers: of one cube, taken alike over time, each once. */
export function askedTogether(needs: readonly Need[]): Need[][] {
  const groups = new Map<string, Need[]>()
  for (const need of needs) {
    const name = `${cubeOf(need.member)} ${need.shape} ${need.apart}`
    const group = groups.get(name) ?? []
    if (!group.some((other) => other.member === need.member)) groups.set(name, [...group, need])
  }
  return [...groups.values()]
}

/** A denominator apart follows places only: broken down by disease, every row has the same residents. */
function partsFor(group: readonly Need[], parts: readonly Part[]): readonly Part[] {
  return group[0]?.apart && parts.some((part) => part.dimension && !part.keys) ? [{}] : parts
}

function cubeQuery(
  asking: Asking,
  group: readonly Need[],
  part: Part,
  span: Span,
  each: string | undefined,
): CubeQuery {
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
    dimensions: [part.dimension, each].flatMap((name) => (name ? [`${cube}.${name}`] : [])),
    timeDimensions: [
      { dimension: `${cube}.date`, dateRange: [range.from, range.to], ...(granularity ? { granularity } : {}) },
    ],
    filters,
    order: {},
    limit: asking.limit,
  }
}

function take(
  sink: Sink,
  group: readonly Need[],
  part: Part,
  span: Span,
  each: string | undefined,
  found: Columns,
): void {
  const first = group[0] as Need
  const cube = cubeOf(first.member)
  const keys = part.dimension ? found.column(`${cube}.${part.dimension}`) : null
  const eaches = each ? found.column(`${cube}.${each}`) : null
  const ats = stepsIn(found, cube, first, span)
  for (const need of group) {
    const put = sink.column(need)
    for (const [n, value] of found.column(need.member).entries()) {
      const at = ats ? ats[n] : ''
      if (at === undefined || value === null || value === undefined) continue
      const number = Number(value)
      if (!Number.isFinite(number)) throw new Error(`${need.member} is ${String(value)}, which is not a number.`)
      put(keys ? String(keys[n] ?? '') : '', at, number, eaches ? String(eaches[n] ?? '') : '')
    }
  }
}

function granularityOf(need: Need, { series }: Span): Exclude<Grain, 'half'> | undefined {
  if (!series) return undefined
  return need.shape === 'stock' || series.grain === 'half' ? 'month' : series.grain
}

/** The step each row belongs to; null without a series; undefined for a month of a stock that is not its step's last. */
function stepsIn(found: Columns, cube: string, need: Need, span: Span): (string | undefined)[] | null {
  if (!span.series) return null
  const { grain, steps } = span.series
  const known = new Map<unknown, string | undefined>()
  return found.column(`${cube}.date.${need.shape === 'stock' ? 'month' : grain}`).map((stamp) => {
    if (!known.has(stamp)) known.set(stamp, stepOf(stamp, need, grain, steps))
    return known.get(stamp)
  })
}

function stepOf(stamp: unknown, need: Need, grain: Grain, steps: readonly Step[]): string | undefined {
  const day = CalendarDate.parse(String(stamp).slice(0, 10))
  if (need.shape === 'flow') return day
  const step = steps.find((candidate) => candidate.at === stepStart(day, grain))
  return step && monthOf(step.to).from === day ? step.at : undefined
}

function cubeOf(member: string): string {
  return member.slice(0, member.indexOf('.'))
}
