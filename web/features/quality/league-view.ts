import type { Answer, Envelope, Withheld } from '@cockpit/domain/indicator/envelope'
import { SMALL_DENOMINATOR, shareInterval } from '@cockpit/domain/quality/interval'

/** The five gauges, and the one that corrections do not change. */
export const QUALITY_INDICATORS = [
  'reporting.coverage',
  'quality.timeliness',
  'quality.completeness',
  'quality.validity',
  'consistency.rate',
  'quality.firstPass',
] as const
export type QualityIndicator = (typeof QUALITY_INDICATORS)[number]

/** Key of `quality.of`: a message's key has no dots. */
export const WORD_OF = {
  'reporting.coverage': 'coverage',
  'quality.timeliness': 'timeliness',
  'quality.completeness': 'completeness',
  'quality.validity': 'validity',
  'consistency.rate': 'consistency',
  'quality.firstPass': 'firstPass',
} as const satisfies Record<QualityIndicator, string>

/** Compared facility-months are few by nature: a dozen of them already say something. */
const SMALL: Readonly<Record<QualityIndicator, number>> = {
  'reporting.coverage': SMALL_DENOMINATOR,
  'quality.timeliness': SMALL_DENOMINATOR,
  'quality.completeness': SMALL_DENOMINATOR,
  'quality.validity': SMALL_DENOMINATOR,
  'quality.firstPass': SMALL_DENOMINATOR,
  'consistency.rate': 5,
}

export function smallFor(indicator: QualityIndicator): number {
  return SMALL[indicator]
}

export interface LeagueCell {
  readonly state: 'shown' | Withheld
  readonly value: number | null
  readonly part: number
  readonly whole: number
  readonly interval: { readonly from: number; readonly to: number } | null
  /** Too few to be ranked. */
  readonly small: boolean
}

export interface LeagueRow {
  readonly key: string
  readonly name: string
  readonly cells: Readonly<Record<QualityIndicator, LeagueCell>>
}

/** Rows by the chosen indicator, the worst first; those that rest on too little, or have no number, stand behind by name and have no place. */
export function leagueRows(
  answer: Answer,
  by: QualityIndicator,
  nameOf: (key: string) => string | undefined,
): { row: LeagueRow; place: number | null }[] {
  const rows = answer.rows.map((row): LeagueRow => {
    const cells = QUALITY_INDICATORS.map((id) => [id, leagueCell(id, row.cells[id])] as const)
    return {
      key: row.key,
      name: nameOf(row.key) ?? row.name ?? row.key,
      cells: Object.fromEntries(cells) as Record<QualityIndicator, LeagueCell>,
    }
  })
  const ranked = rows
    .filter((row) => row.cells[by].value !== null && !row.cells[by].small)
    .sort((a, b) => (a.cells[by].value ?? 0) - (b.cells[by].value ?? 0) || (a.name < b.name ? -1 : 1))
  const rest = rows
    .filter((row) => row.cells[by].value === null || row.cells[by].small)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return [...ranked.map((row, at) => ({ row, place: at + 1 })), ...rest.map((row) => ({ row, place: null }))]
}

export function leagueCell(id: QualityIndicator, cell: Envelope | undefined): LeagueCell {
  const part = cell?.numerator ?? 0
  const whole = cell?.denominator ?? 0
  return {
    state: cell?.state ?? 'no-data',
    value: cell?.state === 'shown' ? (cell.value ?? null) : null,
    part,
    whole,
    interval: shareInterval(part, whole),
    small: whole < SMALL[id],
  }
}
