import type { WarehouseTable } from '../packs/contract'

/**
 * The views behind reporting coverage, made from what the packs say: which categories owe which table every month, and which
 * facility-months have arrived. A pack that adds an owed table is counted without an edit anywhere.
 */
export function reportingViews(tables: readonly WarehouseTable[]): string[] {
  const owed = tables.filter((table) => table.owedBy.length > 0)
  const owedRows = owed.flatMap((table) => table.owedBy.map((category) => `(${text(table.name)}, ${text(category)})`))
  const done = owed.map(
    (table) =>
      `SELECT ${text(table.name)} AS table_name, ${name(table.facilityColumn)} AS facility_id,
         date_trunc('month', ${name(table.dateColumn)})::DATE AS month_start
       FROM ${name(table.name)} GROUP BY ALL`,
  )
  return [
    `CREATE OR REPLACE VIEW reporting_owed AS SELECT * FROM (VALUES ${owedRows.join(', ') || '(NULL, NULL)'})
       AS owed(table_name, category) WHERE table_name IS NOT NULL`,
    `CREATE OR REPLACE VIEW reporting_done AS ${
      done.join(' UNION ALL ') ||
      'SELECT NULL::VARCHAR AS table_name, NULL::VARCHAR AS facility_id, NULL::DATE AS month_start WHERE false'
    }`,
  ]
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/** loadPacks has checked that an owed table names both columns. */
function name(value: string | undefined): string {
  return `"${(value ?? '').replaceAll('"', '""')}"`
}
