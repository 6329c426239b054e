import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { type ColumnRule, type Mapping, wideMeaning } from '@cockpit/semantic-layer/packs/mapping'
import { knownHeaders, type ListEntry, plain, type Target } from '../header'
import { readValue, type Steps, sumOf, withHour } from './read-value'

/** A column that is computed from the fields of a record. */
export interface DerivedColumn {
  readonly column: Column
  /** Fields it is computed from. */
  readonly fields: readonly number[]
  readonly read: (fields: readonly string[]) => string
}

/** One field of a wide statement: its cell and what its header stands for make a row of their own. */
export interface WideField {
  readonly at: number
  /** Texts of `wideColumns` for a cell. */
  readonly values: (cell: string) => readonly string[]
}

/** How one row of texts would serve as the header of the table. */
export interface HeaderMatch {
  readonly columns: readonly (Column | null)[]
  readonly entries: readonly (ListEntry | null)[]
  readonly derived: readonly DerivedColumn[]
  /** Columns filled by `wide`; they stand behind `derived`. */
  readonly wideColumns: readonly Column[]
  readonly wide: readonly WideField[]
  /** Fields whose empty cells repeat the cell above. */
  readonly fillDown: readonly number[]
  readonly missing: readonly Column[]
  /** See `Layout.restated`. */
  readonly restated: boolean
  /** Fields that serve for anything. */
  readonly mapped: number
}

/** What `read` found, by name. */
export type Found = ReadonlyMap<string, string>

/** Name in `Found` of the unit of money that stands above the header. */
export const UNIT_ABOVE = '单位'

/** Null when the mapping does not apply: one of its `when` headers is absent. */
export function matchHeader(
  headers: readonly string[],
  table: WarehouseTable,
  mapping: Mapping | null,
  found: Found,
): HeaderMatch | null {
  const plains = headers.map(plain)
  const places = new Map(plains.map((header, field) => [header, field] as const).reverse())
  const at = (header: string) => places.get(plain(header)) ?? -1
  if (mapping?.when.some((header) => at(header) === -1)) return null
  const native = knownHeaders(table)
  const rules = mapping?.columns ?? {}
  const named = new Map<number, Target>()
  const derived: DerivedColumn[] = []
  const feeds = new Map<number, Column>()
  for (const column of table.columns) {
    const rule = rules[column.name]
    if (!rule) continue
    const direct = directFields(rule, at)
    if (direct !== null) {
      // What is dropped may come in several fields: three telephone numbers.
      for (const field of column.identifier === 'drop' ? direct : direct.slice(0, 1))
        named.set(field, { column, entry: null })
      continue
    }
    const computed = compute(rule, at, found)
    if (!computed) continue
    derived.push({ column, ...computed })
    // What feeds an identifier is hidden like it, whatever else it feeds.
    for (const field of computed.fields) if (!feeds.has(field) || column.identifier) feeds.set(field, column)
  }
  for (const [header, target] of listHeaders(table, mapping)) {
    const field = places.get(header)
    if (field !== undefined) named.set(field, target)
  }
  const { wide, wideColumns } = wideFields(table, mapping, at, found)
  const taken = new Set([...named.keys(), ...feeds.keys(), ...wide.map((field) => field.at)])
  const targets = plains.map(
    (header, field) => named.get(field) ?? (taken.has(field) ? null : (native.get(header) ?? null)),
  )
  const columns = targets.map((target, field) => target?.column ?? feeds.get(field) ?? null)
  const filled = new Set([
    ...targets.flatMap((target) => target?.column ?? []),
    ...derived.map(({ column }) => column),
    ...wideColumns,
  ])
  return {
    columns,
    entries: targets.map((target) => target?.entry ?? null),
    derived,
    wide,
    wideColumns,
    fillDown: (mapping?.fillDown ?? []).map(at).filter((field) => field !== -1),
    missing: table.columns.filter((column) => column.required && !filled.has(column)),
    restated: wide.length > 0 || (mapping?.skipRows ?? 0) > 0 || Object.values(rules).some(needsMore),
    mapped: columns.filter(Boolean).length + wide.length,
  }
}

/** Whether a rule takes something from beyond the header and the row. */
function needsMore({ unit, constant }: ColumnRule): boolean {
  return unit === 'title' || (constant !== undefined && /\{\w+\}/.test(constant))
}

/** The fields a rule takes as they are, in its order; null when it computes. */
function directFields(rule: ColumnRule, at: (header: string) => number): number[] | null {
  const { from, sum: _sum, constant: _constant, ...steps } = rule
  if (from === undefined || Object.values(steps).some((step) => step !== undefined)) return null
  return [from]
    .flat()
    .map(at)
    .filter((field) => field !== -1)
}

function firstOf(from: string | readonly string[], at: (header: string) => number): number {
  return (
    [from]
      .flat()
      .map(at)
      .find((field) => field !== -1) ?? -1
  )
}

function compute(
  given: ColumnRule,
  at: (header: string) => number,
  found: Found,
): { fields: number[]; read: (fields: readonly string[]) => string } | null {
  const rule = resolved(given, found)
  if (rule.constant !== undefined) {
    const text = fillIn(rule.constant, found)
    return text === null ? null : { fields: [], read: () => readValue(text, rule) }
  }
  if (rule.sum) {
    const fields = rule.sum.map(at).filter((field) => field !== -1)
    if (fields.length === 0) return null
    return {
      fields,
      read: (record) =>
        sumOf(
          fields.map((field) => record[field] ?? ''),
          rule,
        ),
    }
  }
  const field = firstOf(rule.from ?? [], at)
  if (field === -1) return null
  const hour = rule.hour === undefined ? -1 : at(rule.hour)
  if (hour === -1) return { fields: [field], read: (record) => readValue(record[field] ?? '', rule) }
  return { fields: [field, hour], read: (record) => withHour(readValue(record[field] ?? '', rule), record[hour] ?? '') }
}

/** `{year}-{month}` with what was found, a single digit as two; null when a name found nothing. */
function fillIn(template: string, found: Found): string | null {
  let whole = true
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = found.get(name)
    if (value === undefined) whole = false
    return value !== undefined && /^\d$/.test(value) ? `0${value}` : (value ?? '')
  })
  return whole ? text : null
}

function* listHeaders(table: WarehouseTable, mapping: Mapping | null): Generator<[string, Target]> {
  for (const [name, members] of Object.entries(mapping?.lists ?? {})) {
    const column = table.columns.find((candidate) => candidate.name === name)
    for (const [memberName, { header, first }] of Object.entries(members)) {
      const member = column?.list?.members.find((candidate) => candidate.name === memberName)
      if (!column?.list || !member) continue
      for (let n = 1; n <= column.list.count; n++)
        for (const number of [String(first + n - 1), String(first + n - 1).padStart(2, '0')])
          yield [plain(header.replace('#', number)), { column, entry: { member, n } }]
    }
  }
}

function wideFields(table: WarehouseTable, mapping: Mapping | null, at: (header: string) => number, found: Found) {
  const wide: WideField[] = []
  const column = (name: string) => table.columns.find((candidate) => candidate.name === name)
  const spec = mapping?.wide
  const value = column(spec?.value.column ?? '')
  if (!spec || !value) return { wide, wideColumns: [] }
  const steps = resolved(spec.value, found)
  const names = wideNames(spec)
  for (const [header, meaning] of Object.entries(spec.headers)) {
    const field = at(header)
    const texts = names.map((name) => fillIn(wideMeaning(spec, meaning)[name] ?? '', found))
    if (field === -1 || texts.includes(null)) continue
    wide.push({ at: field, values: (cell) => [...texts.map((text) => text ?? ''), readValue(cell, steps)] })
  }
  return { wide, wideColumns: wide.length > 0 ? [...names.flatMap((name) => column(name) ?? []), value] : [] }
}

/** Columns that the headers of a wide statement fill, in one order for all. */
export function wideNames(spec: NonNullable<Mapping['wide']>): string[] {
  return [...new Set(Object.values(spec.headers).flatMap((meaning) => Object.keys(wideMeaning(spec, meaning))))]
}

/** The unit of the title, where the rule asks for it. */
function resolved<S extends Steps>(steps: S, found: Found): S {
  if (steps.unit !== 'title') return steps
  const unit = found.get(UNIT_ABOVE) ?? '元'
  return { ...steps, unit: unit as Steps['unit'] }
}
