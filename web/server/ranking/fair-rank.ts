import { type IntervalAt, monthsIntervalAt, ratioIntervalAt, shareIntervalAt } from '@cockpit/domain/fairness/intervals'
import type { Interval, RankInterval } from '@cockpit/domain/fairness/rank-interval'
import { confidenceOfEach } from '@cockpit/domain/fairness/rank-interval'
import {
  type Contestant,
  fairRanking,
  inOrder,
  RANKING_RULES,
  type Ranking,
  type RankingWithheld,
  type Unranked,
} from '@cockpit/domain/fairness/ranking'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { funnel, type PlacedUnit } from '@cockpit/domain/spc/funnel'
import type { FunnelLevel } from '@cockpit/domain/spc/funnel-level'

/**
 * What a value's uncertainty comes from. `share`: cases among cases. `rate`: counted persons over residents. `months`: it counts nothing, so
 * its own months say how far it moves. `amount`: it grows with size and is not compared between units at all.
 */
export type Sampling = 'share' | 'rate' | 'months' | 'amount'

export interface RankedUnit {
  readonly key: string
  readonly name?: string
  /** Its peer group: a tier, or a level of areas. */
  readonly group: string
  readonly cell: Envelope
  /** Share of what it owed that has come, 0..1; null where nothing is owed. */
  readonly coverage: number | null
  /** The intervals of all units hold together at 95 %; null where it has none. */
  readonly interval: Interval | null
  /** Where it lies in the funnel, and on which side; null where it is not judged. */
  readonly place: 'inside' | FunnelLevel | null
  readonly side: 'high' | 'low' | null
  /** Ranks it may have; null where it has none or the ranking is withheld. */
  readonly rank: RankInterval | null
  readonly unranked: Unranked | null
}

export interface FairRank {
  readonly sampling: Sampling
  /** Null where the ranking is offered. */
  readonly withheld: RankingWithheld | null
  /** Peer groups that were found, each once. */
  readonly groups: readonly string[]
  /** Of an offered ranking by the middle of the ranks, the best first and the unranked behind them; of a withheld one by key: no order. */
  readonly units: readonly RankedUnit[]
}

/** What the ranking of these cells stands on. */
export function samplingOf(
  definition: Pick<IndicatorDefinition, 'kind' | 'format' | 'suppressBelow'>,
  cells: readonly Envelope[],
): Sampling {
  if (definition.kind !== 'ratio' && definition.kind !== 'rate') return 'amount'
  // Only where persons are counted are they suppressed. Income, bed-days and visits are no independent events: binomial limits would be far too narrow.
  const shown = cells.filter((cell) => cell.state === 'shown')
  const persons = definition.suppressBelow !== undefined && shown.every(countsWholes)
  if (!persons) return 'months'
  if (definition.kind === 'rate') return 'rate'
  return definition.format === 'percent' && shown.every(isPart) ? 'share' : 'months'
}

function countsWholes({ numerator, denominator }: Envelope): boolean {
  return Number.isInteger(numerator) && Number.isInteger(denominator)
}

function isPart({ numerator, denominator }: Envelope): boolean {
  return numerator !== undefined && denominator !== undefined && 0 <= numerator && numerator <= denominator
}

/** Months in order of time of each key, those without a value left out. */
export type MonthsOf = (key: string) => readonly number[]

/**
 * The rows of an answer as a fair ranking.
 * @param months single months of each row, asked for where `samplingOf` says so
 * @param span whole months of the period; null where it is not made of whole months
 */
export function fairRank(
  definition: IndicatorDefinition,
  rows: readonly AnswerRow[],
  groupOf: (key: string) => string,
  months: MonthsOf,
  span: number | null,
): FairRank {
  const cells = rows.map((row) => row.cells[definition.id] ?? missing(definition))
  const sampling = samplingOf(definition, cells)
  const placed = placesOf(definition, sampling, rows)
  const contestants = rows.map(({ key }, i): Contestant => {
    const cell = cells[i] ?? missing(definition)
    const value = cell.state === 'shown' ? (cell.value ?? null) : null
    const unit = placed.get(key)
    return {
      id: key,
      group: groupOf(key),
      value,
      expected: unit?.expected ?? null,
      coverage: coverageOf(cell),
      place: unit?.place ?? null,
      interval: value === null ? () => null : intervalOf(definition, sampling, cell, months(key), span),
    }
  })
  const ranking = rankingOf(definition, sampling, contestants)
  const standings = new Map(ranking.standings.map((one) => [one.id, one]))
  const each = confidenceOfEach(contestants.filter(({ value }) => value !== null).length, RANKING_RULES.together)
  const units = contestants.map((one, i): RankedUnit => {
    const standing = standings.get(one.id)
    const name = rows[i]?.name
    return {
      key: one.id,
      ...(name === undefined ? {} : { name }),
      group: one.group,
      cell: cells[i] ?? missing(definition),
      coverage: one.coverage,
      interval: standing?.kind === 'ranked' ? standing.interval : one.interval(each),
      place: one.place,
      side: placed.get(one.id)?.side ?? null,
      rank: standing?.kind === 'ranked' ? standing.rank : null,
      unranked: standing?.kind === 'unranked' ? standing.why : null,
    }
  })
  return {
    sampling,
    withheld: ranking.state === 'withheld' ? ranking.why : null,
    groups: [...new Set(contestants.map(({ group }) => group))],
    units: inTheirOrder(units, ranking),
  }
}

function rankingOf(definition: IndicatorDefinition, sampling: Sampling, contestants: readonly Contestant[]): Ranking {
  const ranking = fairRanking(contestants, definition.direction)
  if (sampling !== 'amount' || definition.direction === 'monitor') return ranking
  const standings = ranking.standings.filter((one) => one.kind === 'unranked' && one.why !== 'no-interval')
  return { state: 'withheld', why: { code: 'amount' }, standings }
}

function inTheirOrder(units: readonly RankedUnit[], ranking: Ranking): RankedUnit[] {
  if (ranking.state === 'withheld') return [...units].sort((a, b) => (a.key < b.key ? -1 : 1))
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  // Failing data behind all others that have no rank: greyed, and never the last of the ranked.
  const failing = (unit: RankedUnit) => unit.unranked === 'data-failing'
  const ordered = inOrder(ranking.standings).flatMap((one) => byKey.get(one.id) ?? [])
  return [...ordered.filter((unit) => !failing(unit)), ...ordered.filter(failing)]
}

function placesOf(
  definition: IndicatorDefinition,
  sampling: Sampling,
  rows: readonly AnswerRow[],
): ReadonlyMap<string, PlacedUnit> {
  if (sampling !== 'share' && sampling !== 'rate') return new Map()
  const units = rows.flatMap(({ key, cells }) => {
    const cell = cells[definition.id]
    if (cell?.state !== 'shown' || cell.numerator === undefined || cell.denominator === undefined) return []
    return [{ id: key, observed: cell.numerator, base: cell.denominator }]
  })
  return new Map(funnel(units, { kind: sampling }).units.map((unit) => [unit.id, unit]))
}

function intervalOf(
  definition: IndicatorDefinition,
  sampling: Sampling,
  { numerator, denominator, value }: Envelope,
  months: readonly number[],
  span: number | null,
): IntervalAt {
  if (sampling === 'amount' || value === undefined) return () => null
  if (sampling === 'months') return span === null ? () => null : monthsIntervalAt(value, months, span)
  if (numerator === undefined || denominator === undefined) return () => null
  const at = sampling === 'share' ? shareIntervalAt(numerator, denominator) : ratioIntervalAt(numerator, denominator)
  return (confidence) => {
    const found = at(confidence)
    return found && { lower: found.lower * definition.per, upper: found.upper * definition.per }
  }
}

function coverageOf({ coverage }: Envelope): number | null {
  return coverage && coverage.expected > 0 ? coverage.reported / coverage.expected : null
}

function missing(definition: IndicatorDefinition): Envelope {
  return { indicator: definition.id, state: 'no-data', definitionVersion: definition.version }
}
