import { CalendarDate } from '@cockpit/domain/period/calendar'
import { expect, test } from 'vitest'
import type { WarehouseTable } from '../packs/contract'
import { EMPTY_MANIFEST, type Manifest, type Partition } from './manifest'
import { stepPrint } from './step-print'

const table = (name: string, more: Partial<WarehouseTable> = {}) =>
  ({ name, columns: [], owedBy: [], ...more }) as unknown as WarehouseTable
const known = new Map(
  [
    table('facility'),
    table('visit_day', { dateColumn: 'visit_date' }),
    table('finance_year', { dateColumn: 'year_end', owedEvery: 'year' }),
  ].map((one) => [one.name, one]),
)
const part = (
  name: string,
  from: string,
  to: string,
  version: number,
  rows = 10,
  file = `${name}-${from}`,
): Partition => ({
  ...{ table: name, file, batch: null, rows, bytes: 1, sha256: '', from, to, version },
})
const lake = (partitions: readonly Partition[], versions: Readonly<Record<string, number>>): Manifest => ({
  ...EMPTY_MANIFEST,
  tables: Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [name, { version, publishedAt: '2026-01-01T00:00:00.000Z' }]),
  ),
  partitions: [...partitions],
})
const print = (manifest: Manifest, day: string, tables = ['visit_day']) =>
  stepPrint(manifest, known, tables, CalendarDate.parse(day))

const may = part('visit_day', '2026-05-01', '2026-05-31', 3)
const base = lake([may], { facility: 1, visit_day: 3 })

test('a month later than two months after it changes nothing, one nearer does', () => {
  const august = lake([may, part('visit_day', '2026-08-02', '2026-08-31', 4)], { facility: 1, visit_day: 4 })
  expect(print(august, '2026-05-31')).toBe(print(base, '2026-05-31'))
  const july = lake([may, part('visit_day', '2026-08-01', '2026-08-31', 4)], { facility: 1, visit_day: 4 })
  expect(print(july, '2026-05-31')).not.toBe(print(base, '2026-05-31'))
})

test('what came before a step counts: a stock is what was last said', () => {
  const earlier = lake([may, part('visit_day', '2024-01-01', '2024-01-31', 4)], { facility: 1, visit_day: 4 })
  expect(print(earlier, '2026-05-31')).not.toBe(print(base, '2026-05-31'))
})

test('rows that are taken out, corrected or brought count; a merging of files does not', () => {
  const erased = lake([{ ...may, rows: 9 }], { facility: 1, visit_day: 4 })
  const corrected = lake([{ ...may, version: 4 }], { facility: 1, visit_day: 4 })
  const two = lake(
    [part('visit_day', '2026-05-01', '2026-05-09', 2, 4), part('visit_day', '2026-05-10', '2026-05-31', 3, 6)],
    {
      facility: 1,
      visit_day: 3,
    },
  )
  expect(print(erased, '2026-05-31')).not.toBe(print(base, '2026-05-31'))
  expect(print(corrected, '2026-05-31')).not.toBe(print(base, '2026-05-31'))
  expect(print(two, '2026-05-31')).toBe(print(base, '2026-05-31'))
})

test('the places stand for every number, a table of years and one nobody knows as a whole', () => {
  const moved = lake([may], { facility: 2, visit_day: 3 })
  expect(print(moved, '2026-05-31')).not.toBe(print(base, '2026-05-31'))
  for (const name of ['finance_year', 'of_a_pack_that_is_gone']) {
    const [one, next] = [1, 2].map((version) =>
      print(lake([part(name, '2030-12-31', '2030-12-31', version)], { [name]: version }), '2026-05-31', [name]),
    )
    expect(one).not.toBe(next)
  }
})

test('a partition from before versions were told counts as the table does', () => {
  const { version: _, ...old } = may
  expect(print(lake([old], { facility: 1, visit_day: 3 }), '2026-05-31')).toBe(print(base, '2026-05-31'))
  expect(print(lake([old], { facility: 1, visit_day: 4 }), '2026-05-31')).not.toBe(print(base, '2026-05-31'))
})
