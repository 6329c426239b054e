import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { dayName, facilityName, REJECTED } from './rejected-rows'

/** A fault travels as in ingest/faults.ts; of its detail only the id of a check is kept, because another could hold a value. */
export function faultsSql(table: WarehouseTable): string {
  const names = `[${table.columns.map(({ name }) => quoteText(name)).join(', ')}]`
  return `SELECT facility_id, day, 'reject' AS severity, coalesce(${names}[TRY_CAST(split_part(split_part(fault, ':', 1), '/', 1) AS INTEGER) + 1], '') AS field,
      CASE WHEN split_part(fault, ':', 2) = 'check' THEN 'check:' || split_part(fault, ':', 3) ELSE split_part(fault, ':', 2) END AS fault,
      count(*) AS rows
    FROM (SELECT facility_id, day, unnest(faults) AS fault FROM q_bad) GROUP BY ALL`
}

/**
 * Flags of the published rows by the column their check speaks of.
 * @param rows SQL of the staged rows with all of their flags
 */
export function flagsSql(table: WarehouseTable, rows: string, rejects: boolean): string {
  const checks = [...table.checks, ...(table.outliers ?? [])]
  const known = checks.map(({ id, column }) => `WHEN flag = ${quoteText(id)} THEN ${quoteText(column)}`)
  return `SELECT facility_id, day, 'flag' AS severity,
      CASE ${known.join(' ')} WHEN flag LIKE 'code-set:%' THEN split_part(substr(flag, 10), '.', 1) ELSE '' END AS field,
      CASE WHEN flag LIKE 'code-set:%' THEN 'code-set' ELSE 'check:' || flag END AS fault, count(*) AS rows
    FROM (SELECT coalesce(${facilityName(table)}, '') AS facility_id, ${dayName(table)} AS day, unnest(_flags) AS flag
      FROM ${rows} WHERE len(_flags) > 0 ${rejects ? `AND NOT ${REJECTED}` : ''}) WHERE day IS NOT NULL GROUP BY ALL`
}
