import { resolve } from 'node:path'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from '../ingest/session'
import { countedCells, filledSql } from './cells'
import { keyHashSql } from './key-hash'

/** Days before this or after the receipt by more than `AHEAD` days are slips of the pen when the row is rejected anyway. */
const EARLIEST = '1990-01-01'
const AHEAD = 400

export interface RejectedSource {
  readonly session: Session
  readonly table: WarehouseTable
  /** SQL of every record of the file. */
  readonly staged: string
  readonly manifest: Manifest
  readonly lake: string
  /** Day of receipt in Asia/Shanghai, `yyyy-mm-dd`. */
  readonly receivedOn: string
  /** See `CheckedFile.bound`. */
  readonly bound: boolean
}

/** SQL: the row is not published. */
export const REJECTED = '(_errors IS NOT NULL OR _line IN (SELECT _line FROM late))'

/**
 * Fills the session's tables `q_span(facility_id, first_day, last_day)` and `q_bad(line, facility_id, day, undated, key_hash, file_from, file_to,
 * cells_expected, cells_filled, faults)`. A row without a readable day counts on the last day that its facility has in the file, else the
 * file, else on the day of receipt. A facility that is not known is left empty, whatever stood there: it could be anybody's name; and so is
 * one that the sender may not report for: nobody can spoil another's marks by sending bad rows in its name.
 */
export async function gatherRejected(source: RejectedSource): Promise<void> {
  const { session, table, staged, receivedOn } = source
  const rows = staged
  const cells = countedCells(table)
  await session.run(`CREATE OR REPLACE TEMP TABLE q_rows AS
    SELECT _line AS line, ${facilitySql(source)} AS facility_id, ${daySql(table, receivedOn)} AS day, ${keyHashSql(table)} AS key_hash,
      coalesce(_errors, []) || coalesce(l.late_faults, []) AS faults, ${filledSql(cells.expected)} AS expected_filled
    FROM ${rows} s LEFT JOIN (SELECT _line AS late_line, list(fault) AS late_faults FROM late GROUP BY _line) l ON l.late_line = s._line
    WHERE ${REJECTED}
    UNION ALL SELECT line, '', NULL, NULL, [':' || code], 0 FROM broken`)
  await session.run(`CREATE OR REPLACE TEMP TABLE q_span AS
    SELECT facility_id, min(day) AS first_day, max(day) AS last_day FROM (
      SELECT ${facilityName(table)} AS facility_id, ${dayName(table)} AS day FROM ${rows} WHERE NOT ${REJECTED}
      UNION ALL SELECT facility_id, day FROM q_rows
    ) WHERE day IS NOT NULL GROUP BY facility_id`)
  await session.run(`CREATE OR REPLACE TEMP TABLE q_bad AS
    SELECT r.line, r.facility_id, coalesce(r.day, s.last_day, t.last_day, DATE ${quoteText(receivedOn)}) AS day, r.day IS NULL AS undated,
      CASE WHEN r.facility_id = '' THEN NULL ELSE r.key_hash END AS key_hash,
      coalesce(s.first_day, t.first_day, DATE ${quoteText(receivedOn)}) AS file_from, coalesce(s.last_day, t.last_day, DATE ${quoteText(receivedOn)}) AS file_to,
      ${cells.required + cells.expected.length} AS cells_expected,
      greatest(0, ${cells.required} - len(list_filter(r.faults, lambda f: f LIKE '%:required'))) + r.expected_filled AS cells_filled, r.faults
    FROM q_rows r LEFT JOIN q_span s ON s.facility_id = r.facility_id
    CROSS JOIN (SELECT min(first_day) AS first_day, max(last_day) AS last_day FROM q_span) t`)
}

export function facilityName(table: WarehouseTable): string {
  return quoteName(table.facilityColumn ?? '')
}

export function dayName(table: WarehouseTable): string {
  return table.dateColumn ? `${quoteName(table.dateColumn)}::DATE` : 'NULL::DATE'
}

/** SQL that is true of a row whose facility the sender may speak for. */
export function ownRow(table: WarehouseTable, bound: boolean): string {
  return bound ? `${facilityName(table)} IN (SELECT id FROM own_facility)` : 'true'
}

function facilitySql({ table, manifest, lake, bound }: RejectedSource): string {
  const column = table.columns.find(({ name }) => name === table.facilityColumn)
  const name = facilityName(table)
  const own = ownRow(table, bound)
  if (!column?.references) return `CASE WHEN ${own} THEN coalesce(${name}, '') ELSE '' END`
  const { table: to, column: id } = column.references
  const files = manifest.partitions.filter((part) => part.table === to).map(({ file }) => resolve(lake, file))
  if (files.length === 0) return "''"
  const known = `SELECT ${quoteName(id)} FROM ${readPartitions(files, [{ name: id, type: 'VARCHAR' }])}`
  return `CASE WHEN ${name} IN (${known}) AND ${own} THEN ${name} ELSE '' END`
}

function daySql(table: WarehouseTable, receivedOn: string): string {
  if (!table.dateColumn) return 'NULL::DATE'
  const day = dayName(table)
  const likely = `${day} BETWEEN DATE '${EARLIEST}' AND DATE ${quoteText(receivedOn)} + ${AHEAD}`
  return `CASE WHEN ${likely} THEN ${day} END`
}
