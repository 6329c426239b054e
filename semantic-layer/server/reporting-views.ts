import type { WarehouseTable } from '../packs/contract'

/**
 * The views behind reporting coverage, made from what the packs say: which categories owe which table every month, and which
 * facility-months have arrived, and the months from the first to the last in which anyone reported a table. A pack that adds an owed table is counted without an edit anywhere.
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
    `CREATE OR REPLACE VIEW reporting_month AS
       SELECT table_name, month_start, last_day(month_start) AS month_end FROM (
         SELECT table_name, unnest(generate_series(min(month_start), max(month_start), INTERVAL 1 MONTH))::DATE AS month_start
         FROM reporting_done GROUP BY table_name)`,
  ]
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/** loadPacks has checked that an owed table names both columns. */
function name(value: string | undefined): string {
  return `"${(value ?? '').replaceAll('"', '""')}"`
}
