import { quoteName, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { Column, ListMember } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import { entryText } from './layout-sql'
import { entriesOf, listFields } from './list-fields'
import { dateSql } from './time-sql'
import { inCentury, type Odd, outsideSql, trimmed } from './value-sql'

/** A list column on its way from repeated fields to one value. */
export interface CheckedList {
  readonly column: Column
  readonly at: number
  /** Numbers of the entries that the file has a field for, ascending. */
  readonly entries: readonly number[]
  /** Texts to read from the fields: name and expression. */
  readonly texts: readonly { readonly name: string; readonly sql: string }[]
  /** Days to read from those texts. */
  readonly days: readonly { readonly name: string; readonly sql: string }[]
  readonly valueSql: string
  /** True for a row that breaks a rule of a member, or empty when there is none to break. */
  readonly brokenSql: string
  /** Faults, `<column>/<n>/<member>:<code>`, each NULL on a row that does not have it. */
  readonly faultSql: readonly string[]
}

/** Most rows fill few of their entries: the list of a row is built from the first so many alone when the others are empty. */
const STEPS = [2, 6, 15]

/**
 * A member's text is trimmed as any text. An entry whose first member is empty is left out, its other members unread: who writes no
 * operation has no date of it. The list keeps the order of the fields; it is NULL where the file has no field of it at all.
 */
export function checkedList(column: Column, at: number, layout: Layout, blanks: Odd): CheckedList {
  const own = listFields(layout).filter((field) => field.column === column)
  const members = column.list?.members ?? []
  const first = members[0]
  const entries = entriesOf(column, own)
  if (first === undefined || entries.length === 0)
    return {
      column,
      at,
      entries: [],
      texts: [],
      days: [],
      valueSql: `NULL::${sqlType(column)}`,
      brokenSql: '',
      faultSql: [],
    }
  const sent = (n: number, member: ListMember) =>
    own.some((field) => field.n === n && field.member.name === member.name)
  const text = (n: number, member: ListMember) => `_r${at}_${n}_${members.indexOf(member)}`
  const day = (n: number, member: ListMember) => `_m${at}_${n}_${members.indexOf(member)}`
  const cells = entries.flatMap((n) => members.filter((member) => sent(n, member)).map((member) => ({ n, member })))
  const head = (n: number) => text(n, first)
  const value = (n: number, member: ListMember) =>
    !sent(n, member)
      ? `NULL::${member.type === 'date' ? 'DATE' : 'VARCHAR'}`
      : member.type === 'date'
        ? day(n, member)
        : text(n, member)
  const entry = (n: number) =>
    `CASE WHEN ${head(n)} IS NOT NULL THEN {${members.map((member) => `${quoteName(member.name)}: ${value(n, member)}`).join(', ')}} END`
  const rules = cells.flatMap(({ n, member }) => {
    const written = text(n, member)
    const present = member === first ? `${written} IS NOT NULL` : `${written} IS NOT NULL AND ${head(n)} IS NOT NULL`
    const breaks =
      member.type === 'date'
        ? `NOT coalesce(${inCentury(day(n, member))}, false)`
        : member.values
          ? outsideSql(written, member.values)
          : null
    if (breaks === null) return []
    const place = `${at}/${n}/${member.name}`
    const code =
      member.type === 'date'
        ? `CASE WHEN ${day(n, member)} IS NULL THEN '${place}:date' ELSE '${place}:date-range' END`
        : `'${place}:values'`
    const broken = `(${present} AND ${breaks})`
    return [{ broken, fault: `CASE WHEN ${broken} THEN ${code} END` }]
  })
  return {
    column,
    at,
    entries,
    texts: cells.map(({ n, member }) => ({
      name: text(n, member),
      sql: trimmed(entryText(column, member, n, layout, blanks.odd), blanks),
    })),
    days: cells
      .filter(({ member }) => member.type === 'date')
      .map(({ n, member }) => ({ name: day(n, member), sql: dateSql(text(n, member), null) })),
    valueSql: valueSql(column, entries, head, entry),
    brokenSql: rules.map(({ broken }) => broken).join(' OR '),
    faultSql: rules.map(({ fault }) => fault),
  }
}

function valueSql(
  column: Column,
  entries: readonly number[],
  head: (n: number) => string,
  entry: (n: number) => string,
): string {
  const none = (from: number) => `coalesce(${entries.slice(from).map(head).join(', ')}) IS NULL`
  const list = (to: number) =>
    `list_filter([${entries.slice(0, to).map(entry).join(', ')}], lambda one: one IS NOT NULL)`
  const steps = STEPS.filter((step) => step < entries.length)
  return `CASE WHEN ${none(0)} THEN []::${sqlType(column)} ${steps.map((step) => `WHEN ${none(step)} THEN ${list(step)}`).join(' ')} ELSE ${list(entries.length)} END`
}
