import type { Column, ListMember } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'

/** The field of the file that holds one member of the n-th entry of a list column. */
export interface ListField {
  readonly column: Column
  readonly member: ListMember
  /** From 1. */
  readonly n: number
  readonly at: number
}

/** The fields of the file that belong to list columns, in the sender's order. */
export function listFields({ columns, entries }: Layout): ListField[] {
  return entries.flatMap((entry, at) => {
    const column = columns[at]
    return entry && column ? [{ column, ...entry, at }] : []
  })
}

/** Entries of a list that the file can fill, ascending: those whose first member it has a field for. */
export function entriesOf(column: Column, fields: readonly ListField[]): number[] {
  const first = column.list?.members[0]
  const own = fields.filter((field) => field.column === column && field.member.name === first?.name)
  return own.map(({ n }) => n).sort((a, b) => a - b)
}
