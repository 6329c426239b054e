import type { Database } from '../database'

/** What the database holds of one month, in few words: two that are equal mean that nothing to be counted changed in between. */
export type MonthPrints = ReadonlyMap<string, string>

export interface LoopPrints {
  /** Tasks by the month of their dispatch, `yyyy-mm`, Asia/Shanghai. */
  readonly tasks: MonthPrints
  /** Alerts by the month in which they rose. */
  readonly alerts: MonthPrints
}

type Row = { readonly month: string; readonly print: string }

/**
 * One pass over each table without reading a history: every move raises a task's revision, every change an alert's `updatedAt`. What becomes
 * overdue by itself is counted too, for it changes the figures though nobody did anything.
 */
export async function loopPrints(db: Database, now: Date): Promise<LoopPrints> {
  const [tasks, alerts] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT to_char("dispatchedAt" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
        concat_ws(' ', count(*), bit_xor(hashtextextended(concat_ws(' ', id, revision), 0)),
          count(*) FILTER (WHERE state = 'dispatched' AND "pausedAt" IS NULL AND "signBy" < ${now}),
          count(*) FILTER (WHERE state NOT IN ('closed', 'archived', 'aborted') AND "pausedAt" IS NULL AND "closeBy" < ${now})) AS print
      FROM "Task" GROUP BY 1`,
    db.$queryRaw<Row[]>`
      SELECT to_char("raisedAt" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
        concat_ws(' ', count(*), bit_xor(hashtextextended(concat_ws(' ', id, state, level, "updatedAt"), 0))) AS print
      FROM "Alert" GROUP BY 1`,
  ])
  return { tasks: printsOf(tasks), alerts: printsOf(alerts) }
}

function printsOf(rows: readonly Row[]): MonthPrints {
  return new Map(rows.map(({ month, print }) => [month, print]))
}
