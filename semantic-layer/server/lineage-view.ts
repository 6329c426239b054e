import { quoteName, quoteText } from '../lake/sql'
import type { WarehouseTable } from '../packs/contract'

/** Where rows without a day stand: dimensions, reference tables. */
export const UNDATED = '1900-01-01'

/**
 * The view behind lineage: of every table that facilities or areas send, how many rows each file has for each place and month. Tables the
 * product writes itself are left out, and so are those without a place: they have no rows that a scope could be put on.
 * Columns: table_name, batch, facility_id ('' in an area's table), area_code ('' in a facility's), month_start, row_count.
 */
export function lineageView(tables: readonly WarehouseTable[]): string {
  const parts = tables.filter((table) => !table.system).flatMap(rowsOf)
  const none =
    "SELECT '' AS table_name, '' AS batch, '' AS facility_id, '' AS area_code, CAST(NULL AS DATE) AS month_start, 0 AS row_count WHERE 1 = 0"
  return `CREATE OR REPLACE VIEW lineage_row AS ${parts.join(' UNION ALL ') || none}`
}

function rowsOf(table: WarehouseTable): string[] {
  const area = areaColumn(table)
  if (!table.facilityColumn && !area) return []
  const facility = table.facilityColumn ? quoteName(table.facilityColumn) : "''"
  const place = table.facilityColumn ? "''" : quoteName(area ?? '')
  const month = table.dateColumn
    ? `CAST(date_trunc('month', ${quoteName(table.dateColumn)}) AS DATE)`
    : `CAST(${quoteText(UNDATED)} AS DATE)`
  return [
    `SELECT ${quoteText(table.name)} AS table_name, ${quoteName('_batch')} AS batch, ${facility} AS facility_id, ${place} AS area_code,
      ${month} AS month_start, count(*) AS row_count FROM ${quoteName(table.name)} GROUP BY 1, 2, 3, 4, 5`,
  ]
}

/** The column that says which area a row is about, in a table that no facility sends. The dimension of areas is no fact about one. */
export function areaColumn(table: WarehouseTable): string | undefined {
  if (table.history) return undefined
  return table.columns.find(({ references }) => references?.table === 'area')?.name
}
