import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import { AreaCode } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { Territory } from '@cockpit/domain/territory/territory'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishRows, type RawRow } from './lake-of'
import { type RunningLayer, startLayer } from './layer'
import { MONTHS, makeWorld, monthEnd, randomOf } from './world'

/** The days on which the world has facts; changes fall on them, on the day before and on the day after. */
const DAYS = MONTHS.flatMap((month) => ['01', '09', '17', '28'].map((day) => `${month}-${day}`))
const MERGED = '330103'
const HEIR = '330102'
const TIERS = ['tertiary', 'secondary', 'primary']
const world = makeWorld(5)
const random = randomOf(77)
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const shifted = (day: string, by: number) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10)

/** Rows of a dimension with a past: every facility changes nought to two times; one county has been merged into another. */
const versions: RawRow[] = (world.tables.facility ?? []).flatMap((row) => {
  const days = new Set(Array.from({ length: Math.floor(random() * 3) }, () => shifted(pick(DAYS), pick([-1, 0, 1]))))
  return [
    { ...row, valid_from: null },
    ...[...days].map((day) => ({
      ...row,
      name_zh: `${row.name_zh}（${day}起）`,
      tier: pick(TIERS),
      county_code: pick(['330102', '330103', '330203', '339001', '500101']),
      valid_from: day,
    })),
  ]
})
const upgraded = { id: 'F0003', on: DAYS[18] as string }
const facility = [
  ...versions.filter((row) => row.facility_id !== upgraded.id),
  ...(world.tables.facility ?? [])
    .filter((row) => row.facility_id === upgraded.id)
    .flatMap((row): RawRow[] => [
      { ...row, tier: 'secondary', valid_from: null },
      { ...row, tier: 'tertiary', valid_from: upgraded.on },
    ]),
]
const area: RawRow[] = (world.tables.area ?? []).map((row) =>
  row.area_code === MERGED ? { ...row, abolished_on: '2025-09-01', successor: HEIR } : row,
)
/** What PostgreSQL holds: the tree and the facilities' counties of today. */
const today = new Territory(world.areas.filter(({ code }) => code !== MERGED))
const standing = new Map(
  [...world.facilities].map(([id, one]) => [
    id,
    one.county === MERGED ? { ...one, county: AreaCode.parse(HEIR) } : one,
  ]),
)

let data: string
let layer: RunningLayer
let ports: AskPorts
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'history-'))
  const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
  await publishRows(data, tables, { ...world.tables, facility, area }, '2026-01-01T00:00:00.000Z')
  layer = await startLayer(data)
  ports = { cube: layer.port, territory: today, facilities: standing, demo: true, now: () => new Date() }
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

const holder = (code: string) => ({
  grants: [Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'facility' })],
})
async function sums(question: object, code = '330000'): Promise<Record<string, number>> {
  const indicators = ['outpatient.visits']
  const result = await askIndicators(
    IndicatorQuery.parse({ indicators, territory: code, ...question }),
    holder(code),
    ports,
  )
  if (!result.ok) throw new Error(result.message)
  const values = result.answer.rows.map((row) => [row.key, row.cells['outpatient.visits']?.value ?? 0] as const)
  return Object.fromEntries(values.filter(([, value]) => value > 0))
}

/** The oracle: walks the versions of the row's facility one by one. */
function versionOn(id: unknown, day: string): RawRow {
  const rows = facility.filter((row) => row.facility_id === id)
  const begun = rows.filter((row) => row.valid_from === null || String(row.valid_from) <= day)
  return begun.sort((a, b) => (String(a.valid_from ?? '') < String(b.valid_from ?? '') ? 1 : -1))[0] as RawRow
}
const countyOf = (row: RawRow) => (row.county_code === MERGED ? HEIR : String(row.county_code))
function naive(from: string, to: string, root: string, key: (version: RawRow) => string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const row of world.tables.visit_day ?? []) {
    const day = String(row.visit_date)
    if (day < from || day > to) continue
    const version = versionOn(row.facility_id, day)
    if (!countyOf(version).startsWith(root.slice(0, 2))) continue
    const visits = Number(row.outpatient_visits) + Number(row.emergency_visits)
    found[key(version)] = (found[key(version)] ?? 0) + visits
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value > 0))
}

test('a hospital upgraded in the middle of a month counts under both tiers, split at its day', async () => {
  const month = upgraded.on.slice(0, 7)
  const own = (world.tables.visit_day ?? []).filter((row) => row.facility_id === upgraded.id)
  expect(own.some((row) => String(row.visit_date) < upgraded.on && String(row.visit_date) >= `${month}-01`)).toBe(true)
  for (const tier of TIERS)
    expect(
      await sums({ by: 'facility', period: month, filters: [{ dimension: 'tier', values: [tier] }] }).then(
        (found) => found[upgraded.id] ?? 0,
      ),
    ).toBe(
      own
        .filter((row) => String(row.visit_date).startsWith(month))
        .filter((row) => (String(row.visit_date) < upgraded.on ? 'secondary' : 'tertiary') === tier)
        .reduce((sum, row) => sum + Number(row.outpatient_visits) + Number(row.emergency_visits), 0),
    )
})

test.each([...MONTHS, '2025-Q3', '2025', '2025-09-17'])(
  'figures of %s stand under the tier of their day',
  async (period) => {
    const { from, to } = spanOf(period)
    expect(await sums({ by: 'tier', period })).toEqual(naive(from, to, '330000', (version) => String(version.tier)))
  },
)

test.each([...MONTHS, '2025'])('figures of %s of a merged county stand under its successor', async (period) => {
  const { from, to } = spanOf(period)
  const found = await sums({ by: 'county', period })
  expect(found).toEqual(naive(from, to, '330000', countyOf))
  expect(Object.keys(found)).not.toContain(MERGED)
})

test('who holds the successor reads the past of what it took over; no figure is lost or told twice', async () => {
  const all = naive('2024-01-01', '2025-12-31', '330000', () => 'all').all
  const heir = naive('2024-01-01', '2025-12-31', '330000', countyOf)[HEIR]
  expect(
    Object.values(await sums({ period: '2024' }))
      .concat(Object.values(await sums({ period: '2025' })))
      .reduce((a, b) => a + b, 0),
  ).toBe(all)
  const mine = [await sums({ period: '2024' }, HEIR), await sums({ period: '2025' }, HEIR)]
  expect(mine.flatMap(Object.values).reduce((a: number, b: number) => a + b, 0)).toBe(heir)
})

function spanOf(period: string): { from: string; to: string } {
  if (period === '2025') return { from: '2025-01-01', to: '2025-12-31' }
  if (period === '2025-Q3') return { from: '2025-07-01', to: '2025-09-30' }
  if (period.length === 10) return { from: period, to: period }
  return { from: `${period}-01`, to: monthEnd(period) }
}
