import { UNRANKED_WORDS, withheldWords } from '@cockpit/domain/fairness/ranking-words'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Withheld } from '@cockpit/domain/indicator/envelope'
import { shareText, valueText, writeValue } from '../../format/number'
import type { Language } from '../../i18n/locale'
import type { FairRank, RankedUnit } from '../../server/ranking/fair-rank'
import type { Comparing } from '../cockpit/address'
import { readingOf } from '../cockpit/reading'
import { type TileChange, tileChange } from '../cockpit/tile-view'

export interface RankingRow {
  readonly key: string
  readonly name: string
  readonly group: string
  readonly state: 'shown' | Withheld
  readonly text: string | null
  /** `31.2–33.8%` */
  readonly interval: string | null
  /** Value and ends of the interval on the common scale, 0..1. */
  readonly at: number | null
  readonly from: number | null
  readonly to: number | null
  /** `3`, or `3–7` where the ranks between are all open. */
  readonly rank: string | null
  readonly place: 'inside' | 'attention' | 'warning' | null
  readonly side: 'high' | 'low' | null
  /** Why it has no rank, in words. */
  readonly unranked: string | null
  /** Its data fail: greyed. */
  readonly failing: boolean
  readonly coverage: string | null
  readonly standing: 'met' | 'below' | 'above' | null
  readonly change: TileChange | Withheld | null
}

export interface RankingView {
  readonly rows: readonly RankingRow[]
  /** Why there is no ranking; null where it is offered. */
  readonly withheld: string | null
  /** The one peer group, where there is one. */
  readonly group: string | null
  /** The target's ends on the scale. */
  readonly marks: readonly number[]
  /** Ends of the scale as they are written. */
  readonly scale: readonly [string, string] | null
}

/**
 * A fair ranking as a table. The worse end stands first, because the question is where to look; behind the ranked come those without a rank, those whose
 * data fail last of all. A withheld ranking is listed by name.
 */
export function rankingView(
  definition: IndicatorDefinition,
  ranking: FairRank,
  comparing: Comparing | null,
  language: Language,
  nameOf: (key: string) => string | undefined,
): RankingView {
  const scale = scaleOf(ranking.units, definition)
  const rows = ranking.units.map((unit) => rowOf(unit, definition, comparing, language, nameOf, scale))
  const [only, ...others] = ranking.groups
  return {
    rows: ranking.withheld ? byName(rows) : worstFirst(rows),
    withheld: ranking.withheld && withheldWords(ranking.withheld)[language],
    group: only !== undefined && others.length === 0 ? only : null,
    marks: scale
      ? targetEnds(definition)
          .map(scale.place)
          .filter((at) => at >= 0 && at <= 1)
      : [],
    scale: scale && [valueText(scale.low, definition, language), valueText(scale.high, definition, language)],
  }
}

function rowOf(
  unit: RankedUnit,
  definition: IndicatorDefinition,
  comparing: Comparing | null,
  language: Language,
  nameOf: (key: string) => string | undefined,
  scale: Scale | null,
): RankingRow {
  const reading = readingOf(unit.cell)
  const ends = endsOf(unit)
  const { rank, unranked } = unit
  return {
    key: unit.key,
    name: nameOf(unit.key) ?? unit.name ?? unit.key,
    group: unit.group,
    state: reading.state,
    text: reading.state === 'shown' ? valueText(reading.value, definition, language) : null,
    interval:
      ends && `${writeValue(ends.lower, definition, language).figure}–${valueText(ends.upper, definition, language)}`,
    at: scale && reading.state === 'shown' ? scale.place(reading.value) : null,
    from: scale && ends ? scale.place(ends.lower) : null,
    to: scale && ends ? scale.place(ends.upper) : null,
    rank: rank && (rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`),
    place: unit.place,
    side: unit.side,
    unranked: unranked && UNRANKED_WORDS[unranked][language],
    failing: unranked === 'data-failing',
    coverage: unit.coverage === null ? null : shareText(unit.coverage, language),
    standing: unit.cell.standing ?? null,
    change: comparing && tileChange(definition, unit.cell, comparing, language),
  }
}

/** Whatever cannot be below zero is not drawn there. */
function endsOf({ interval, cell }: RankedUnit): { lower: number; upper: number } | null {
  if (!interval) return null
  return (cell.value ?? 0) >= 0 ? { lower: Math.max(0, interval.lower), upper: interval.upper } : interval
}

interface Scale {
  readonly low: number
  readonly high: number
  readonly place: (value: number) => number
}

/** One scale for all rows, from the least to the largest of values, intervals and target. */
function scaleOf(units: readonly RankedUnit[], definition: IndicatorDefinition): Scale | null {
  const shown = units.flatMap((unit) => {
    const ends = endsOf(unit)
    const { value } = readingOf(unit.cell)
    return [...(value === null ? [] : [value]), ...(ends ? [ends.lower, ends.upper] : [])]
  })
  if (shown.length === 0) return null
  const all = [...shown, ...targetEnds(definition)]
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of all) [low, high] = [Math.min(low, value), Math.max(high, value)]
  return { low, high, place: (value) => (high === low ? 0.5 : (value - low) / (high - low)) }
}

function targetEnds({ target }: IndicatorDefinition): number[] {
  return [target?.min, target?.max].filter((end): end is number => end !== undefined)
}

function byName(rows: readonly RankingRow[]): RankingRow[] {
  const order = (row: RankingRow) => (row.failing ? 2 : row.state === 'shown' ? 0 : 1)
  return [...rows].sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'zh'))
}

function worstFirst(rows: readonly RankingRow[]): RankingRow[] {
  return [...rows.filter((row) => row.rank !== null).reverse(), ...rows.filter((row) => row.rank === null)]
}
