import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { RawRow, RawTables } from '../semantic/lake-of'
import { DEPARTMENTS, randomOf, type World } from '../semantic/world'

export const AREA_MONTHS = ['2024-09', '2024-10', '2025-08', '2025-09', '2025-10'] as const
const RARE_AS_EMPTY = 0.1
/** A hospital that was never graded. */
const UNGRADED = 'F0012'

/**
 * Random rows for every table of the newer governance areas, made from what the tables say of themselves: closed values, references,
 * bounds. Keys are unique, parts stay within their wholes; nothing else is realistic.
 */
export function areaTables(
  world: World,
  declared: readonly WarehouseTable[],
  names: readonly string[],
  seed: number,
): RawTables {
  const random = randomOf(seed)
  /** Of its own, so that where people go for care leaves the other rows as they are. */
  const flows = randomOf(seed + 1)
  const made: Record<string, RawRow[]> = {}
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const places = {
    facility: [...world.facilities.keys()].map(String),
    area: world.areas.filter((area) => area.level === 'county').map((area) => String(area.code)),
  }
  const known = (table: string, column: string): readonly (string | number | null)[] =>
    table === 'facility' || table === 'area' ? places[table] : (made[table] ?? []).map((row) => row[column] ?? null)
  const dayIn = (month: string) => `${month}-${String(1 + upTo(27)).padStart(2, '0')}`

  for (const name of names) {
    const table = declared.find((one) => one.name === name)
    if (!table) throw new Error(`no pack declares ${name}`)
    const rows = new Map<string, RawRow>()
    const value = (column: WarehouseTable['columns'][number], number: number): string | number | boolean | null => {
      if (!column.required && random() < RARE_AS_EMPTY) return null
      if (column.references) return pick(known(column.references.table, column.references.column))
      if (column.values) return pick(column.values)
      switch (column.type) {
        case 'integer':
        case 'decimal':
          // All of a narrow range comes: were most grades the highest, every share of them would be one.
          return (column.min ?? 0) + upTo(Math.min(400, (column.max ?? Number.MAX_SAFE_INTEGER) - (column.min ?? 0)))
        case 'boolean':
          return random() < 0.5
        case 'date':
          if (column.name === 'month_start') return `${pick(AREA_MONTHS)}-01`
          if (column.name === 'year_start') return `${2023 + upTo(2)}-01-01`
          if (column.name === 'year_end') return `${2023 + upTo(1)}-12-31`
          return dayIn(pick(AREA_MONTHS))
        default:
          return column.name === 'department' ? pick(DEPARTMENTS) : `${column.name}-${number}`
      }
    }
    const count = name === 'drug' || name === 'target' || name === 'application' ? 12 : 260
    for (let number = 0; number < count; number += 1) {
      const row: Record<string, string | number | boolean | null> = {}
      for (const column of table.columns) row[column.name] = value(column, number)
      if (name === 'flow_month') Object.assign(row, careOf(String(row.area_code), world, flows))
      if (name === 'emr_grade' && row.facility_id === UNGRADED) continue
      shrink(row)
      rows.set(table.key.map((column) => String(row[column])).join('|'), row as RawRow)
    }
    made[name] = [...rows.values()]
  }
  return made
}

/** Where residents of a county went for care: out of the province, to an institution of their own county, or to any. */
function careOf(home: string, { facilities }: World, random: () => number): RawRow {
  if (random() < 0.15) return { facility_id: 'OUT310000', treated_code: '310000' }
  const all = [...facilities.values()]
  const near = all.filter(({ county }) => county === home)
  const from = random() < 0.5 && near.length > 0 ? near : all
  const one = from[Math.floor(random() * from.length)]
  return { facility_id: String(one?.id), treated_code: String(one?.county) }
}

/** Parts within their wholes, ends after beginnings: the laws the tables' checks hold files to. */
function shrink(row: Record<string, string | number | boolean | null>): void {
  const least = (part: string, whole: string) => {
    const [a, b] = [row[part], row[whole]]
    if (typeof a === 'number' && typeof b === 'number' && a > b) row[part] = b
  }
  for (const [part, whole] of [
    ['accepted', 'referred'],
    ['accepted_in_time', 'accepted'],
    ['recognised', 'eligible'],
    ['given', 'due'],
    ['positive', 'judged'],
  ] as const)
    least(part, whole)
  for (const [end, start] of [
    ['finished_on', 'entered_on'],
    ['done_on', 'issued_on'],
    ['valid_to', 'valid_from'],
    ['retired_on', 'installed_on'],
  ] as const) {
    const [a, b] = [row[end], row[start]]
    if (typeof a === 'string' && typeof b === 'string' && a < b) row[end] = b
  }
}
