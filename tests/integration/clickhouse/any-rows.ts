import { publishedColumns } from '@cockpit/semantic-layer/lake/sql'
import type { Column, ListShape, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { MONTHS, monthEnd, randomOf, type World } from '../semantic/world'

export type AnyRow = Readonly<Record<string, unknown>>

const ROWS = 260

/**
 * The tables of a world, and for every other declared table rows made from its declaration alone: a pack that is added tomorrow has
 * rows here without an edit. Values are of the declared type and value set and otherwise arbitrary; keys are unique.
 */
export function everyTable(world: World, tables: readonly WarehouseTable[], seed: number): Record<string, AnyRow[]> {
  const random = randomOf(seed)
  const made: Record<string, AnyRow[]> = Object.fromEntries(
    Object.entries(world.tables).map(([name, rows]) => [name, [...rows]]),
  )
  const waiting = tables.filter(({ name }) => !made[name])
  // A table that refers to another comes after it; a circle is broken where it is met.
  for (let round = 0; waiting.length > 0; round++) {
    const ready = waiting.findIndex((table) => round > tables.length || referred(table).every((name) => made[name]))
    const [table] = ready < 0 ? [] : waiting.splice(ready, 1)
    if (table) made[table.name] = rowsOf(table, made, random)
  }
  return made
}

function referred(table: WarehouseTable): string[] {
  return table.columns.flatMap(({ references }) =>
    references && references.table !== table.name ? [references.table] : [],
  )
}

function rowsOf(
  table: WarehouseTable,
  made: Readonly<Record<string, readonly AnyRow[]>>,
  random: () => number,
): AnyRow[] {
  const seen = new Set<string>()
  const rows: AnyRow[] = []
  for (let n = 0; n < ROWS; n++) {
    const row = Object.fromEntries(
      publishedColumns(table).map((column) => [column.name, anyValue(table, column, made, random)]),
    )
    Object.assign(row, matched(table, made, random))
    const key = JSON.stringify(table.key.map((name) => row[name]))
    if (seen.has(key)) continue
    seen.add(key)
    rows.push(row)
  }
  return rows
}

/** A table that completes another says something of rows that are there. */
function matched(
  { completes, columns }: WarehouseTable,
  made: Readonly<Record<string, readonly AnyRow[]>>,
  random: () => number,
): AnyRow {
  const others = completes ? (made[completes.table] ?? []) : []
  const other = others[Math.floor(random() * others.length)]
  if (!completes || !other) return {}
  return Object.fromEntries(
    Object.entries(completes.match).map(([own, theirs]) => {
      const value = other[/\bd\.(\w+)/.exec(theirs)?.[1] ?? '']
      const isDay = columns.find(({ name }) => name === own)?.type === 'date'
      return [own, isDay ? String(value).slice(0, 10) : value]
    }),
  )
}

function anyValue(
  table: WarehouseTable,
  column: Column,
  made: Readonly<Record<string, readonly AnyRow[]>>,
  random: () => number,
): unknown {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const needed =
    column.required ||
    table.key.includes(column.name) ||
    column.name === table.facilityColumn ||
    column.name === table.dateColumn
  if (!needed && random() < 0.15) return null
  if (column.name === table.facilityColumn) return pick(made.facility ?? []).facility_id
  const targets = column.references ? made[column.references.table] : undefined
  if (column.references && targets && targets.length > 0) return pick(targets)[column.references.column] ?? null
  if (column.values) return pick(column.values)
  const months = monthly(column)
  const month = pick(MONTHS)
  switch (column.type) {
    case 'text':
      return column.name === 'area_code' ? pick(made.area ?? []).area_code : `v${1 + Math.floor(random() * 4)}`
    case 'integer':
      return /(^|_)year$/.test(column.name) ? pick([2023, 2024, 2025]) : Math.floor(between(column, 500, random))
    case 'decimal':
      return Math.round(between(column, 5000, random) * 100) / 100
    case 'boolean':
      return random() < 0.5
    case 'date':
      return months === 'end'
        ? monthEnd(month)
        : months === 'start'
          ? `${month}-01`
          : `${month}-${pick(['01', '09', '17', '28'])}`
    case 'timestamp':
      return `${month}-${pick(['01', '09', '17', '28'])} ${pick(['00:00:00', '08:30:00', '23:59:59'])}`
    case 'list':
      return column.list ? listOf(column.list, random) : null
  }
}

function monthly({ name }: Column): 'start' | 'end' | null {
  if (/month_end/.test(name)) return 'end'
  return /month/.test(name) ? 'start' : null
}

function between(column: Column, most: number, random: () => number): number {
  const from = column.min ?? 0
  const to = Math.min(column.max ?? from + most, from + most)
  return from + random() * (to - from)
}

function listOf(list: ListShape, random: () => number): Record<string, unknown>[] {
  return Array.from({ length: Math.floor(random() * 4) }, () =>
    Object.fromEntries(
      list.members.map((member, place) => {
        if (place > 0 && random() < 0.2) return [member.name, null]
        const values =
          member.type === 'date' ? ['2025-10-01', '1925-02-03'] : (member.values ?? ['A01.1', 'B02', 'C03.900'])
        return [member.name, values[Math.floor(random() * values.length)]]
      }),
    ),
  )
}
