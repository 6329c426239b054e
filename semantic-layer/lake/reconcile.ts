import type { Reconciliation, WarehouseTable } from '../packs/contract'
import { quoteName, quoteText } from './sql'

/**
 * One row a facility and month that sent both tables of a reconciliation: `facility_id`, `month_start`, `left_value`, `right_value`,
 * `expected` (what `left_value` should be) and `broken`. Over the views of the lake; the table `table_sample` says of a table that
 * what was sent is a known share of the whole, and `expected` allows for it.
 *
 * @param tolerance the commission's own, in place of the declared one
 * @throws Error when a table is not declared or has no facility and date
 */
export function reconciliationQuery(
  reconciliation: Reconciliation,
  tables: readonly WarehouseTable[],
  tolerance: number = reconciliation.tolerance,
): string {
  const { left, right, slack = 0 } = reconciliation
  return `WITH l AS (${side(left, tables)}), r AS (${side(right, tables)}),
    expectation AS (SELECT l.facility_id, l.month_start, l.value AS left_value, r.value AS right_value,
      r.value * ${share(left.table)} / ${share(right.table)} AS expected
      FROM l JOIN r ON r.facility_id = l.facility_id AND r.month_start = l.month_start)
    SELECT *, abs(left_value - expected) > greatest(${Number(tolerance)} * abs(expected), ${Number(slack)}) AS broken
    FROM expectation WHERE left_value IS NOT NULL AND right_value IS NOT NULL`
}

function side({ table, aggregate }: Reconciliation['left'], tables: readonly WarehouseTable[]): string {
  const declared = tables.find(({ name }) => name === table)
  if (!declared?.facilityColumn || !declared.dateColumn)
    throw new Error(`The table ${table} cannot be reconciled: it is not declared with a facility and a date.`)
  return `SELECT ${quoteName(declared.facilityColumn)} AS facility_id,
    CAST(date_trunc('month', ${quoteName(declared.dateColumn)}) AS DATE) AS month_start, ${aggregate} AS value
    FROM ${quoteName(table)} GROUP BY 1, 2`
}

function share(table: string): string {
  return `coalesce((SELECT max(share) FROM table_sample WHERE table_name = ${quoteText(table)}), 1)`
}
