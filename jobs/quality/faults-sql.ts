import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { dayName, facilityName, REJECTED } from './rejected-rows'

/** A fault travels as `<column number>:<code>[:<detail>]`; of the detail only the id of a check is kept: another could hold a value. */
export function faultsSql(table: WarehouseTable): string {
  const names = `[${table.columns.map(({ name }) => quoteText(name)).join(', ')}]`
  return `SELECT facility_id, day, 'reject' AS severity, coalesce(${names}[TRY_CAST(split_part(fault, ':', 1) AS INTEGER) + 1], '') AS field,
      CASE WHEN split_part(fault, ':', 2) = 'check' THEN 'check:' || split_part(fault, ':', 3) ELSE split_part(fault, ':', 2) END AS fault,
      count(*) AS rows
    FROM (SELECT facility_id, day, unnest(faults) AS fault FROM q_bad) GROUP BY ALL`
}

/** Flags of the published rows by the column their check speaks of. */
export function flagsSql(table: WarehouseTable, staged: string, rejects: boolean): string {
  const known = [...table.checks, ...(table.outliers ?? [])].map(
    ({ id, column }) => `WHEN flag = ${quoteText(id)} THEN ${quoteText(column)}`,
  )
  return `SELECT facility_id, day, 'flag' AS severity, ${known.length > 0 ? `CASE ${known.join(' ')} ELSE '' END` : "''"} AS field,
      'check:' || flag AS fault, count(*) AS rows
    FROM (SELECT coalesce(${facilityName(table)}, '') AS facility_id, ${dayName(table)} AS day, unnest(_flags) AS flag
      FROM read_parquet(${quoteText(staged)}) WHERE len(_flags) > 0 ${rejects ? `AND NOT ${REJECTED}` : ''}) WHERE day IS NOT NULL GROUP BY ALL`
}
