import type { Answer } from '@cockpit/domain/indicator/envelope'
import { LEVELS } from '@cockpit/domain/task/level'
import { type Reading, readingOf } from '../cockpit/reading'

/** What the table of the loop may be broken down by. `place` is the level below: areas, or a county's institutions. */
export const BREAKDOWNS = ['level', 'rule', 'place'] as const
export type LoopBreakdown = (typeof BREAKDOWNS)[number]

/** The ten tiles, in the order of the loop. */
export const LOOP_TILES = [
  'loopAlerts.raised',
  'loopAlerts.falseShare',
  'loopTasks.issued',
  'loopTasks.signedOnTime',
  'loopTasks.meanSignHours',
  'loopTasks.returnShare',
  'loopTasks.closedShare',
  'loopTasks.closedOnTime',
  'loopTasks.meanCloseHours',
  'loopTasks.relapseShare',
] as const

/** Columns of the table, in the same order, with the time to judge. */
export const LOOP_COLUMNS = [...LOOP_TILES.slice(0, 2), 'loopAlerts.meanJudgeHours', ...LOOP_TILES.slice(2)] as const

export interface LoopRow {
  readonly key: string
  readonly name: string
  /** By indicator. */
  readonly cells: Readonly<Record<string, Reading>>
}

/**
 * Rows of the broken-down answer: levels gravest first, areas as they come, rules and institutions with most tasks and alerts first, of which those
 * without any are left out.
 * @param nameOf the words of a key; what has none is called by its key
 */
export function loopRows(
  answer: Answer,
  by: 'level' | 'rule' | 'areas' | 'facilities',
  nameOf: (key: string) => string | undefined,
): LoopRow[] {
  const rows = answer.rows.map(({ key, name, cells }) => ({
    key,
    name: nameOf(key) ?? name ?? key,
    cells: Object.fromEntries(LOOP_COLUMNS.map((id) => [id, readingOf(cells[id])])),
  }))
  if (by === 'areas') return rows
  const busy = rows.filter((row) => weightOf(row) > 0)
  if (by === 'level') return busy.sort((a, b) => levelOf(a.key) - levelOf(b.key))
  return busy.sort((a, b) => weightOf(b) - weightOf(a) || (a.key < b.key ? -1 : 1))
}

const levelOf = (key: string) => LEVELS.indexOf(key as (typeof LEVELS)[number])

function weightOf({ cells }: LoopRow): number {
  return (cells['loopTasks.issued']?.value ?? 0) + (cells['loopAlerts.raised']?.value ?? 0)
}
