import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from '../ingest/header'

export interface FilledColumn {
  readonly column: Column
  /** The sender's headers it is read from. */
  readonly headers: readonly string[]
  readonly computed: boolean
}

/** The columns that a file fills, in the order of the sender's headers; those that no header feeds come last. */
export function filledColumns(table: WarehouseTable, layout: Layout): FilledColumn[] {
  const first = (column: Column) => {
    const at = layout.columns.indexOf(column)
    return at === -1 ? layout.columns.length : at
  }
  return table.columns
    .filter((column) => layout.columns.includes(column) || layout.derived.includes(column))
    .sort((a, b) => first(a) - first(b))
    .map((column) => ({
      column,
      headers: layout.headers.filter((_, at) => layout.columns[at] === column),
      computed: layout.derived.includes(column),
    }))
}
