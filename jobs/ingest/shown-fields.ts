import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { faultHeader } from './faults'
import { canonical, type Layout } from './header'
import { tokenSql } from './identifier-token'
import { columnText, fieldName } from './layout-sql'
import { entriesOf, type ListField, listFields } from './list-fields'
import { isReasonColumn } from './reason-columns'
import { MASK } from './value-sql'

/** A field of the sender's file as a reject file gives it back. */
export interface SentField {
  readonly header: string
  readonly column: Column | null
  readonly list: ListField | null
  /** SQL over the file's fields and the typed columns, while the file is being read. */
  readonly rawSql: string
  /** SQL over the typed columns alone, for a row found wanting afterwards. */
  readonly typedSql: string
}

/**
 * The sender's fields in the sender's order, without the reason columns of an earlier round. Only what a known, harmless column holds is
 * repeated; the rest could be anybody's name. An identifier that is kept as a hash becomes a token that may be sent again; one that is
 * never kept comes back empty. A layout that says too little by itself (`Layout.restated`) is given back under the table's own headers.
 */
export function sentFields(layout: Layout, table: WarehouseTable): SentField[] {
  if (layout.restated) return ownFields(layout, table)
  const lists = listFields(layout)
  return layout.headers.flatMap((header, at) => {
    if (isReasonColumn(header)) return []
    const list = lists.find((field) => field.at === at) ?? null
    const column = layout.columns[at] ?? null
    return [{ header, column, list, ...shown(table, column, list, at, lists) }]
  })
}

/** The table's own headers for what the file has of its columns, each with the text that stands for it, computed by the mapping or not. */
function ownFields(layout: Layout, table: WarehouseTable): SentField[] {
  const lists = listFields(layout)
  return table.columns.flatMap((column): SentField[] => {
    if (column.list)
      return entriesOf(column, lists).flatMap((n) =>
        lists
          .filter((list) => list.column === column && list.n === n)
          .map((list) => {
            const header = faultHeader({ column, entry: list })
            return { header, column, list, ...shown(table, column, list, list.at, lists) }
          }),
      )
    if (!layout.columns.includes(column) && !layout.derived.includes(column)) return []
    const field = { header: canonical(column), column, list: null, ...shown(table, column, null, 0, lists) }
    return [column.identifier ? field : { ...field, rawSql: columnText(column, layout, false) }]
  })
}

function shown(
  table: WarehouseTable,
  column: Column | null,
  list: ListField | null,
  at: number,
  all: readonly ListField[],
): { rawSql: string; typedSql: string } {
  if (column === null) return same(quoteText(MASK))
  if (column.identifier === 'drop') return same(`''`)
  const name = quoteName(column.name)
  if (column.identifier === 'hash') return same(`coalesce(${tokenSql(table.name, column.name, name)}, '')`)
  if (list === null) return { rawSql: fieldName(at), typedSql: writtenSql(name, column.type) }
  // Empty entries are left out of the list: what was the fifth may have become the second, and is written there.
  const place = entriesOf(column, all).indexOf(list.n) + 1
  return {
    rawSql: fieldName(at),
    typedSql:
      place === 0 ? 'NULL::VARCHAR' : writtenSql(`${name}[${place}].${quoteName(list.member.name)}`, list.member.type),
  }
}

/** A text that begins with an apostrophe gets one more: the reader takes the first for a spreadsheet's mark of text. */
function writtenSql(value: string, type: Column['type']): string {
  return type === 'text' ? `CASE WHEN ${value}[1] = '''' THEN '''' || ${value} ELSE ${value} END` : `${value}::VARCHAR`
}

function same(sql: string): { rawSql: string; typedSql: string } {
  return { rawSql: sql, typedSql: sql }
}
