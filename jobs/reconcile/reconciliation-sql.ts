import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Pack, Reconciliation, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/** Standard deviations by which a sampled count may miss the whole without anything being wrong. */
const SAMPLING = 3

/** Slack for the last bits of a double, so that a difference of exactly the tolerance is within it. */
const ROUNDING = 1e-9

/**
 * One query over the lake's views that gives `reconciliation, facility_id, month, left_value, right_value, difference, allowed, within` for every
 * facility and month that both tables have. A table known to be a sample (`table_sample`) is raised to the whole, and the
 * difference that such a sample makes by chance is allowed as well: three times sqrt(n (1 - s) / s), s being the share, as of a binomial count.
 * @returns null when the packs declare no reconciliation
 */
export function reconciliationSql(packs: readonly Pack[], tolerances: Readonly<Record<string, number>>): string | null {
  const tables = new Map(packs.flatMap((pack) => pack.tables).map((table) => [table.name, table]))
  const all = packs.flatMap((pack) => pack.reconciliations).map((one) => compared(one, tables, tolerances[one.id]))
  return all.length === 0 ? null : `${all.join(' UNION ALL ')} ORDER BY reconciliation, facility_id, month`
}

function compared(
  { id, left, right, tolerance, slack = 0 }: Reconciliation,
  tables: ReadonlyMap<string, WarehouseTable>,
  set: number | undefined,
): string {
  const chance = (value: string, share: string) => `${SAMPLING} * sqrt(abs(${value}) * (1 - ${share}) / ${share})`
  return `SELECT ${quoteText(id)} AS reconciliation, facility_id, month, left_value, right_value, left_value - right_value AS difference,
      allowed, abs(left_value - right_value) <= allowed * (1 + ${ROUNDING}) AS within
    FROM (SELECT facility_id, month, l.value / l.share AS left_value, r.value / r.share AS right_value,
      greatest(${set ?? tolerance} * abs(r.value / r.share), ${slack}) + ${chance('l.value / l.share', 'l.share')} + ${chance('r.value / r.share', 'r.share')} AS allowed
      FROM (${byMonth(left, tables)}) l JOIN (${byMonth(right, tables)}) r USING (facility_id, month)
      WHERE l.value IS NOT NULL AND r.value IS NOT NULL)`
}

function byMonth(side: Reconciliation['left'], tables: ReadonlyMap<string, WarehouseTable>): string {
  const table = tables.get(side.table)
  if (!table?.facilityColumn || !table.dateColumn)
    throw new Error(`The table ${side.table} of a reconciliation has no facility or no date.`)
  const facility = quoteName(table.facilityColumn)
  const day = quoteName(table.dateColumn)
  return `SELECT ${facility} AS facility_id, date_trunc('month', ${day})::DATE AS month, (${side.aggregate})::DOUBLE AS value,
      coalesce((SELECT max(share) FROM table_sample WHERE table_name = ${quoteText(side.table)}), 1) AS share
    FROM ${quoteName(side.table)} WHERE ${facility} IS NOT NULL AND ${day} IS NOT NULL GROUP BY 1, 2`
}

/** The tables whose publication may change a result. */
export function reconciledTables(packs: readonly Pack[]): string[] {
  const named = packs.flatMap((pack) => pack.reconciliations).flatMap(({ left, right }) => [left.table, right.table])
  return [...new Set([...named, 'table_sample'])]
}
