import type { WarehouseTable } from '../contract'

type Own = Pick<WarehouseTable, 'name' | 'title' | 'grain' | 'key' | 'columns' | 'dateColumn' | 'current'>

/** A table about facilities that the product writes itself: nobody owes it, and no sender's header leads to its columns. */
export function unsent(table: Own): WarehouseTable {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, headers: [column.name] })),
    facilityColumn: 'facility_id',
    owedBy: [],
    system: true,
    checks: [],
  }
}
