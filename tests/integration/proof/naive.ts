import type { RawTables } from '../semantic/lake-of'
import { monthEnd } from '../semantic/world'
import { INSURED, RESIDENTS } from './hospital'
import { n, type Placed, rowOf, type Span, text } from './sources'
import type { Definition, Side } from './words'

export interface Asked {
  readonly definition: Definition
  readonly span: Span
  /** Which rows the question is about. */
  readonly about: (one: Placed) => boolean
  /** The row of the answer a raw row belongs to; '' where the question has no breakdown. */
  readonly key: (one: Placed) => string
  /** Rows of the answer are places, so that residents are counted place by place. */
  readonly byPlace: boolean
}
/** A number and how many persons stand behind it, where persons do. */
export interface Result {
  readonly value: number
  readonly persons?: number
}

/** Equal but for the last bits of a double. */
export function same(value: number | undefined, wanted: Result): boolean {
  return value !== undefined && Math.abs(value - wanted.value) <= 1e-9 * Math.max(1e-300, Math.abs(wanted.value))
}

const monthOf = (day: string): Span => ({ from: `${day.slice(0, 7)}-01`, to: monthEnd(day.slice(0, 7)) })

/**
 * One indicator over raw rows, row by row: what is above the line and what is below are added up by the answer's row, then divided.
 * A stock is that of the last month. Where nothing is above the line, or nothing or zero below it, there is no number.
 */
export function naive(asked: Asked, tables: RawTables): Map<string, Result> {
  const { definition } = asked
  const top = collect(definition.top, asked, tables)
  const bottom = definition.bottom && sums(collect(definition.bottom, asked, tables), definition.bottom, tables)
  const whom = definition.perResident ? RESIDENTS : definition.perInsured ? INSURED : undefined
  const residents =
    whom && sums(collect(whom, { ...asked, span: monthOf(asked.span.to) }, tables, asked.byPlace), whom, tables)
  const tops = sums(top, definition.top, tables)
  const persons = definition.persons && sums(top, [definition.top[0], definition.persons], tables)
  const results = new Map<string, Result>()
  for (const key of top.keys()) {
    const below = residents ? residents.get(asked.byPlace ? key : '') : bottom?.get(key)
    const above = definition.distinct ? definition.distinct(top.get(key) ?? [], tables) : tops.get(key)
    const by = (definition.per ?? 1) * (definition.perResident ?? definition.perInsured ?? 1)
    const value = residents || bottom ? (above === undefined || !below ? undefined : (above * by) / below) : above
    if (value !== undefined) results.set(key, { value, ...(persons ? { persons: persons.get(key) ?? 0 } : {}) })
  }
  return results
}

function collect([source]: Side, asked: Asked, tables: RawTables, keyed = true): Map<string, Placed[]> {
  const { definition, about, key } = asked
  const span = definition.stock ? monthOf(asked.span.to) : asked.span
  const found = new Map<string, Placed[]>()
  for (const one of source(tables, span)) {
    if (!about(one)) continue
    const seen = { ...one, row: { ...one.row, _month_start: span.from, _month_end: span.to } }
    const at = keyed ? key(seen) : ''
    const list = found.get(at)
    if (list) list.push(seen)
    else found.set(at, [seen])
  }
  return found
}

/** A sum of nothing but empty cells is no number. */
function sums(rows: ReadonlyMap<string, readonly Placed[]>, [, value]: Side, tables: RawTables): Map<string, number> {
  const found = new Map<string, number>()
  for (const [key, list] of rows)
    for (const { row } of list) {
      const one = value(row, tables)
      if (one !== null) found.set(key, (found.get(key) ?? 0) + one)
    }
  return found
}

const drug = (tables: RawTables, code: unknown) => rowOf(tables, 'drug', 'drug_code', code)
/** Dimensions that are no column of the raw row. */
const OWN: Readonly<Record<string, (one: Placed, tables: RawTables) => string>> = {
  tier: ({ tier }) => tier ?? '',
  category: ({ category }) => category ?? '',
  table: ({ row }) => text(row, 'table_name'),
  drg: ({ row }) => text(row, 'drg_code'),
  groupingVersion: ({ row }) => (row.drg_code === null ? '' : text(row, 'drg_version')),
  ageSex: ({ row }) => {
    const sex = { '1': 'M', '2': 'F' }[text(row, 'sex')]
    if (sex === undefined || row.age_years === null || row.age_years === undefined) return ''
    const from = [80, 65, 45, 15, 0].find((least) => n(row, 'age_years') >= least) ?? 0
    return `${sex} ${{ 0: '0-14', 15: '15-44', 45: '45-64', 65: '65-79', 80: '80+' }[from] ?? ''}`
  },
  ungroupedReason: ({ row }) => text(row, 'reason'),
  drug: ({ row }, tables) => text(drug(tables, row.drug_code), 'generic_name'),
  atcGroup: ({ row }, tables) => text(drug(tables, row.drug_code), 'atc_code').slice(0, 1),
  antibacterialLevel: ({ row }, tables) => text(drug(tables, row.drug_code), 'antibacterial_level'),
  catalogueClass: ({ row }) => text(row, 'class'),
  equipmentClass: ({ row }, tables) =>
    text(row, 'class') || text(rowOf(tables, 'equipment', 'asset_id', row.asset_id), 'class'),
  dose: ({ row }) => String(n(row, 'dose')),
}

export function dimensionOf(name: string, tables: RawTables): (one: Placed) => string {
  const own = OWN[name]
  if (own) return (one) => own(one, tables)
  const column = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return ({ row }) => text(row, column)
}

/** The calendar's months or years of a period, each by its first day; the period itself without a line. */
export function stepsOf({ from, to }: Span, series: 'month' | 'year' | undefined): { at: string; span: Span }[] {
  if (!series) return [{ at: '', span: { from, to } }]
  const steps: { at: string; span: Span }[] = []
  for (
    let month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
    ;
    month += series === 'year' ? 12 : 1
  ) {
    const written = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    if (written > to.slice(0, 7)) return steps
    const end = series === 'year' ? `${written.slice(0, 4)}-12-31` : monthEnd(written)
    steps.push({ at: `${written}-01`, span: { from: `${written}-01`, to: end } })
  }
}
