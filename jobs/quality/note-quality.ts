import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { LINEAGE, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import {
  QUALITY_DAY,
  QUALITY_FAULT,
  QUALITY_REJECT,
  QUALITY_SETTLED,
} from '@cockpit/semantic-layer/packs/quality/tables'
import { describePartition, partitionPath } from '../ingest/partition-file'
import type { Companion } from '../ingest/publish'
import type { Session } from '../ingest/session'
import { withFlags } from '../ingest/sound-rows'
import type { Part } from '../ingest/supersede'
import { countedCells, filledSql } from './cells'
import { faultsSql, flagsSql } from './faults-sql'
import { onTimeSql, type Receipt, receivedAtSql, receivedOn } from './receipt'
import { dayName, facilityName, gatherRejected, REJECTED } from './rejected-rows'
import { gatherSettled, partsOf } from './settled-rows'

export interface CheckedFile {
  readonly session: Session
  readonly table: WarehouseTable
  /** SQL of every record of the file; the session has `late` and `broken`, and for a bound sender `own_facility`. */
  readonly staged: string
  readonly rowsRead: number
  readonly rowsRejected: number
  readonly batch: string
  readonly run: string
  readonly folder: string
  readonly lake: string
  /** The state the file was checked against. */
  readonly manifest: Manifest
  /** The sender may report for some facilities only: what it says of others is not noted as theirs. */
  readonly bound: boolean
  readonly receipt: Receipt
}

/**
 * Notes what a checked file is like, by facility and day: what came, what was taken, what was filled, what was on time and which
 * earlier rejects it brings again. Over all facilities and days, `rows_received` adds up to the rows read.
 * @returns nothing for a table that names no facility, or that the product writes itself
 */
export async function noteQuality(file: CheckedFile): Promise<Companion[]> {
  const { session, table } = file
  if (!table.facilityColumn || table.system || file.rowsRead === 0) return []
  const fallback = receivedOn(file.receipt)
  const rejects = file.rowsRejected > 0
  if (rejects) await gatherRejected({ ...file, receivedOn: fallback })
  await gatherSettled(file)
  const lateFlags = (await session.count('SELECT count(*) FROM late_flag')) > 0
  const rows = lateFlags ? withFlags(file.staged) : file.staged
  await groupByDay(file, rows, fallback)
  const facts: [WarehouseTable, string][] = [
    [QUALITY_DAY, daysSql(file, await daysIn(session))],
    [QUALITY_FAULT, `${flagsSql(table, rows, rejects)}${rejects ? ` UNION ALL ${faultsSql(table)}` : ''}`],
    ...(rejects ? [[QUALITY_REJECT, REJECTS] as [WarehouseTable, string]] : []),
    [QUALITY_SETTLED, 'SELECT facility_id, day, rejected_batch, rejected_line, published FROM q_settled'],
  ]
  const companions: Companion[] = []
  for (const [of, sql] of facts) {
    const part = await writeFacts(file, of, sql)
    if (part) companions.push({ table: of.name, parts: [part], supersession: null })
  }
  return companions
}

const REJECTS = 'SELECT facility_id, day, line, key_hash, file_from, file_to, cells_expected, cells_filled FROM q_bad'

/** Fills `q_day`: one row a facility and day of the file. */
async function groupByDay(
  { session, table, rowsRejected }: CheckedFile,
  rows: string,
  fallback: string,
): Promise<void> {
  const cells = countedCells(table)
  const rejects = rowsRejected > 0
  const sound = `SELECT coalesce(${facilityName(table)}, '') AS facility_id, coalesce(${dayName(table)}, DATE ${quoteText(fallback)}) AS day,
      count(*) AS published, 0 AS rejected, count(*) FILTER (len(_flags) > 0) AS flagged, 0 AS undated,
      count(*) * ${cells.required} + coalesce(sum(${filledSql(cells.expected)}), 0) AS filled
    FROM ${rows} ${rejects ? `WHERE NOT ${REJECTED}` : ''} GROUP BY ALL`
  const bad = `SELECT facility_id, day, 0, count(*), 0, count(*) FILTER (undated), 0 FROM q_bad GROUP BY ALL`
  await session.run(
    `CREATE OR REPLACE TEMP TABLE q_day AS ${
      rejects
        ? `SELECT facility_id, day, sum(published) AS published, sum(rejected) AS rejected, sum(flagged) AS flagged, sum(undated) AS undated,
           sum(filled) AS filled FROM (${sound} UNION ALL ${bad}) GROUP BY ALL`
        : sound
    }`,
  )
}

/** First and last day of `q_day`, which has at least one row. */
async function daysIn(session: Session): Promise<{ from: string; to: string }> {
  const [row] = await session.rows('SELECT min(day)::VARCHAR AS lo, max(day)::VARCHAR AS hi FROM q_day')
  return { from: String(row?.lo), to: String(row?.hi) }
}

function daysSql({ table, manifest, lake, receipt }: CheckedFile, days: { from: string; to: string }): string {
  const cells = countedCells(table)
  const earlier = partsOf(QUALITY_DAY, manifest, lake, days)
  const known =
    earlier === null
      ? 'false'
      : `EXISTS (SELECT 1 FROM ${earlier} e WHERE e.table_name = ${quoteText(table.name)} AND e.facility_id = d.facility_id AND e.day = d.day)`
  return `SELECT facility_id, day, received_at, published + rejected AS rows_received, published AS rows_published,
      rejected AS rows_rejected, flagged AS rows_flagged, undated AS rows_undated,
      CASE WHEN repeated THEN 0 ELSE published + rejected END AS first_received, CASE WHEN repeated THEN 0 ELSE published END AS first_published,
      published * ${cells.required + cells.expected.length} AS cells_expected, filled AS cells_filled,
      CASE WHEN on_time THEN published WHEN NOT on_time THEN 0 END AS rows_on_time
    FROM (SELECT d.*, ${known} AS repeated, ${onTimeSql(table, receipt, 'd.facility_id', 'd.day')} AS on_time,
      ${receivedAtSql(table, receipt, 'd.facility_id', 'd.day')} AS received_at FROM q_day d)`
}

async function writeFacts(file: CheckedFile, of: WarehouseTable, sql: string): Promise<Part | null> {
  const { session, folder, batch, run } = file
  const staged = join(folder, `${of.name}.parquet`)
  const names = [...of.columns.map(({ name }) => name), ...LINEAGE.map(({ name }) => name)]
  const columns = of.columns.map((column) => {
    const value =
      column.name === 'table_name'
        ? quoteText(file.table.name)
        : column.name === 'batch'
          ? quoteText(batch)
          : quoteName(column.name)
    return `${value}::${sqlType(column)} AS ${quoteName(column.name)}`
  })
  const query = `SELECT ${columns.join(', ')}, ${quoteText(batch)} AS _batch, 0::BIGINT AS _line, []::VARCHAR[] AS _flags FROM (${sql})`
  const rows = await session.copyToParquet(query, staged, fieldIdsSql(names))
  if (rows === 0) return null
  const path = partitionPath(of.name, batch, run, 0)
  return { staged, partition: await describePartition(session, of, staged, { path, batch: null }) }
}
