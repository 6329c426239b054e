import { quoteName } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/** Columns that count for completeness: the required ones, and those a good sender fills. */
export interface CountedCells {
  /** Filled in every published row, because a row without one is rejected. */
  readonly required: number
  readonly expected: readonly Column[]
}

/** A list and an identifier that is dropped leave nothing to look at after the staging; a dropped one that is required is proved by the check. */
export function countedCells(table: WarehouseTable): CountedCells {
  return {
    required: table.columns.filter((column) => column.required && column.type !== 'list').length,
    expected: table.columns.filter(
      (column) => column.expected && !column.required && column.type !== 'list' && column.identifier !== 'drop',
    ),
  }
}

/** SQL: how many of the expected columns a row fills. */
export function filledSql(columns: readonly Column[]): string {
  if (columns.length === 0) return '0'
  return columns.map(({ name }) => `(${quoteName(name)} IS NOT NULL)::INTEGER`).join(' + ')
}
