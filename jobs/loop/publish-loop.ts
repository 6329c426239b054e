import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@cockpit/db/database'
import type { LoopPrints, MonthPrints } from '@cockpit/db/loop/loop-months'
import { loopAlerts, loopTasks } from '@cockpit/db/loop/read-loop'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { LINEAGE, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { LOOP_ALERT, LOOP_TASK } from '@cockpit/semantic-layer/packs/loop/tables'
import { describePartition, partitionPath } from '../ingest/partition-file'
import { publishSystemTables, type SystemPublication, type SystemRows } from '../ingest/publish-system-table'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import type { Part } from '../ingest/supersede'
import { alertRow, type Row, taskRow } from './loop-rows'

export const NOTHING_PUBLISHED: LoopPrints = { tasks: new Map(), alerts: new Map() }

/**
 * Publishes what the scoreboard counts: a row a task and a row an alert, each table a file a month, both in one version of the lake. Only months
 * whose prints differ are read and written; the same rows publish nothing. Killed anywhere, the next call does it again.
 * @param before prints of what this process published last; `NOTHING_PUBLISHED` writes every month and drops what is no longer there
 */
export async function publishLoop(
  { db, lake, now }: { readonly db: Database; readonly lake: string; readonly now: () => Date },
  before: LoopPrints,
  prints: LoopPrints,
): Promise<SystemPublication> {
  const run = newRun()
  const folder = join(lake, 'staging', run)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const session = await Session.open(folder)
    try {
      const at = now()
      const place = { session, folder, run }
      const tasks = await monthsOf(place, LOOP_TASK, before.tasks, prints.tasks, async (month) =>
        (await loopTasks(db, month)).map((task) => taskRow(task, at)),
      )
      const alerts = await monthsOf(place, LOOP_ALERT, before.alerts, prints.alerts, async (month) =>
        (await loopAlerts(db, month)).map(alertRow),
      )
      return await publishSystemTables(lake, [tasks, alerts], now)
    } finally {
      session.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Workplace {
  readonly session: Session
  readonly folder: string
  readonly run: string
}

async function monthsOf(
  place: Workplace,
  table: WarehouseTable,
  before: MonthPrints,
  prints: MonthPrints,
  rowsOf: (month: string) => Promise<Row[]>,
): Promise<SystemRows> {
  const unchanged = new Set([...prints].flatMap(([month, print]) => (before.get(month) === print ? [month] : [])))
  const parts: Part[] = []
  for (const month of [...prints.keys()].sort()) {
    if (unchanged.has(month)) continue
    const rows = await rowsOf(month)
    if (rows.length > 0) parts.push(await partOf(place, table, month, rows))
  }
  return { table: table.name, parts, stays: ({ from }: Partition) => unchanged.has(from?.slice(0, 7) ?? '') }
}

async function partOf(
  { session, folder, run }: Workplace,
  table: WarehouseTable,
  month: string,
  rows: readonly Row[],
): Promise<Part> {
  const name = `${table.name}-${month}`
  const source = join(folder, `${name}.json`)
  const staged = join(folder, `${name}.parquet`)
  await writeFile(source, rows.map((row) => JSON.stringify(row)).join('\n'), { mode: 0o600 })
  const types = table.columns.map((column) => `${quoteText(column.name)}: ${quoteText(sqlType(column))}`).join(', ')
  const lineage = LINEAGE.map(({ name, type }) => `${name === '_flags' ? '[]' : 'NULL'}::${type} AS ${quoteName(name)}`)
  await session.copyToParquet(
    `SELECT *, ${lineage.join(', ')} FROM read_json(${quoteText(source)}, format = 'newline_delimited', columns = {${types}})`,
    staged,
    fieldIdsSql([...table.columns, ...LINEAGE].map((column) => column.name)),
  )
  const path = partitionPath(table.name, 'system', run, month)
  return { staged, partition: await describePartition(session, table, staged, { path, batch: null }) }
}
