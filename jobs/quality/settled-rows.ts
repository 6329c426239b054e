import { resolve } from 'node:path'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { QUALITY_REJECT, QUALITY_SETTLED } from '@cockpit/semantic-layer/packs/quality/tables'
import { keyHashSql } from './key-hash'
import { dayName, facilityName, ownRow, REJECTED, type RejectedSource } from './rejected-rows'

/**
 * Fills the session's table `q_settled(facility_id, day, rejected_batch, rejected_line, published)`: rejected rows of earlier files that
 * this file brings again, rightly (`published`) or as a new reject. A row of a corrected reject file says which it was (`_origin`), if the
 * file names its facility; any other is known by its key; one whose key could not be read, by a sound row of its facility inside
 * the days of the file it came in. Once brought rightly, a row is settled for good. A sender bound to some facilities settles theirs alone.
 */
export async function gatherSettled({
  session,
  table,
  staged,
  manifest,
  lake,
  bound,
}: Omit<RejectedSource, 'receivedOn'>): Promise<void> {
  await session.run(
    'CREATE OR REPLACE TEMP TABLE q_settled(facility_id VARCHAR, day DATE, rejected_batch VARCHAR, rejected_line BIGINT, published BOOLEAN)',
  )
  const rejected = partsOf(QUALITY_REJECT, manifest, lake)
  if (rejected === null) return
  const settled = partsOf(QUALITY_SETTLED, manifest, lake)
  const rows = `(SELECT * FROM ${staged} WHERE ${ownRow(table, bound)})`
  await session.run(`CREATE OR REPLACE TEMP TABLE q_origin AS
    SELECT split_part(origin, ':', 1) AS batch, TRY_CAST(split_part(origin, ':', 2) AS BIGINT) AS line, bool_or(sound) AS published
    FROM (SELECT unnest(string_split(_origin, ' ')) AS origin, NOT ${REJECTED} AS sound FROM ${rows} WHERE _origin IS NOT NULL) GROUP BY ALL`)
  await session.run(`CREATE OR REPLACE TEMP TABLE q_open AS
    SELECT r.batch, r.line, r.facility_id, r.day, r.key_hash, r.file_from, r.file_to FROM ${rejected} r
    ${settled === null ? '' : `ANTI JOIN (SELECT * FROM ${settled} WHERE published IS NOT FALSE) s ON s.rejected_batch = r.batch AND s.rejected_line = r.line`}
    WHERE r.table_name = ${quoteText(table.name)} AND ((r.facility_id = '' AND r.batch IN (SELECT batch FROM q_origin))
      OR (r.facility_id <> '' AND r.facility_id IN (SELECT DISTINCT ${facilityName(table)} FROM ${rows})))`)
  if ((await session.count('SELECT count(*) FROM q_open')) === 0) return
  const mine = `${facilityName(table)} IN (SELECT facility_id FROM q_open)`
  await session.run(`INSERT INTO q_settled SELECT facility_id, day, batch, line, bool_or(published) FROM (
    SELECT o.*, g.published FROM q_open o JOIN q_origin g ON g.batch = o.batch AND g.line = o.line
    UNION ALL SELECT o.*, k.published FROM q_open o JOIN (
      SELECT ${keyHashSql(table)} AS hash, bool_or(NOT ${REJECTED}) AS published FROM ${rows} WHERE ${mine} GROUP BY 1
    ) k ON k.hash = o.key_hash
    UNION ALL SELECT o.*, true FROM q_open o WHERE key_hash IS NULL AND facility_id <> '' AND EXISTS (
      SELECT 1 FROM (SELECT DISTINCT ${facilityName(table)} AS facility, ${dayName(table)} AS day FROM ${rows} WHERE ${mine} AND NOT ${REJECTED}) n
      WHERE n.facility = o.facility_id AND (n.day IS NULL OR n.day BETWEEN o.file_from AND o.file_to))
  ) GROUP BY ALL`)
}

/**
 * The published rows of a system table, or null when it has none.
 * @param days first and last day that matter: files without any of them are left out
 */
export function partsOf(
  table: WarehouseTable,
  manifest: Manifest,
  lake: string,
  days?: { readonly from: string; readonly to: string },
): string | null {
  const matters = ({ from, to }: Partition) =>
    days === undefined || from === null || to === null || (from <= days.to && to >= days.from)
  const files = manifest.partitions
    .filter((part) => part.table === table.name && matters(part))
    .map(({ file }) => resolve(lake, file))
  if (files.length === 0) return null
  const columns = table.columns.map((column) => ({ name: column.name, type: sqlType(column) }))
  return readPartitions(files, columns)
}
