import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { random } from '@cockpit/domain/random/random'
import type { Figure } from '@cockpit/domain/suppression/disclosure'
import { blockAt, blocksIn } from '@cockpit/domain/suppression/time-block'
import { type Area, type Facility, Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import type { CubeQuery } from './cube-query'
import type { SheetSource } from './sheet-source'
import { Sheets } from './sheets'

/** A province of two cities and a county of its own. */
const AREAS: readonly [code: string, level: Area['level'], parent: string | null][] = [
  ['330000', 'province', null],
  ['330100', 'city', '330000'],
  ['330102', 'county', '330100'],
  ['330103', 'county', '330100'],
  ['330200', 'city', '330000'],
  ['330203', 'county', '330200'],
  ['339001', 'county', '330000'],
]
const name = { zh: '', en: '' }
const territory = new Territory(
  AREAS.map(([code, level, parent]) => ({
    ...{ code: AreaCode.parse(code), name, level, centre: [0, 0] },
    parent: parent === null ? null : AreaCode.parse(parent),
  })),
)
const COUNTIES = AREAS.filter(([, level]) => level === 'county').map(([code]) => code)
const HOMES = COUNTIES.flatMap((county) => [1, 2, 3].map((n) => ({ id: `F${county}${n}`, county })))
const facilities = (more = 0): ReadonlyMap<FacilityId, Facility> =>
  new Map(
    [...HOMES, ...Array.from({ length: more }, (_, n) => ({ id: `E${n}`, county: '330102' }))].map(({ id, county }) => [
      FacilityId.parse(id),
      {
        ...{ id: FacilityId.parse(id), name, county: AreaCode.parse(county), tier: 'secondary', category: 'general' },
        at: [0, 0],
      },
    ]),
  )

const chance = random('sheets')
const MEASURES = ['care.small', 'care.large']
/** Rows by month; one facility moved in March. `wide` has rows of a city that stand in no county beside them. */
const ROWS = blocksIn('month', CalendarDate.parse('2026-01-01'), CalendarDate.parse('2026-12-31')).flatMap(
  ({ from }) => [
    ...HOMES.map(({ id, county }) => ({
      date: from,
      facilityId: id,
      countyCode: id === 'F3301021' && from < '2026-03-01' ? '330203' : county,
      counts: MEASURES.map(() => Math.floor(9 * chance.next())),
    })),
  ],
)
const cityOf = (county: string) => {
  const parent = territory.get(AreaCode.parse(county))?.parent
  return parent === '330000' ? '' : (parent ?? '')
}
const wide = ROWS.flatMap((row) => [
  { ...row, provinceCode: '330000', cityCode: cityOf(row.countyCode) },
  ...(row.facilityId === 'F3301031'
    ? [{ ...row, provinceCode: '330000', cityCode: '330100', countyCode: '', facilityId: '' }]
    : []),
])

/** Answers as Cube would: groups the rows and adds up. */
function source(facilityMap: ReadonlyMap<FacilityId, Facility>): { source: SheetSource; asked: CubeQuery[] } {
  const asked: CubeQuery[] = []
  const answer: typeof fetch = async (_, init) => {
    const { query } = JSON.parse(String(init?.body)) as { query: CubeQuery }
    asked.push(query)
    const bare = (member: string) => member.slice('care.'.length) as 'provinceCode'
    const dimensions = query.dimensions ?? []
    const [from = '', to = ''] = query.timeDimensions?.[0]?.dateRange ?? []
    const groups = new Map<string, Record<string, string | number>>()
    for (const row of wide) {
      if (row.date < from || row.date > to) continue
      if (!(query.filters ?? []).every(({ member, values }) => values?.includes(row[bare(member)]))) continue
      const key = Object.fromEntries(dimensions.map((member) => [member, row[bare(member)]]))
      const text = JSON.stringify([key, row.date])
      const group = groups.get(text) ?? { ...key, 'care.date.month': `${row.date}T00:00:00.000` }
      for (const [n, measure] of MEASURES.entries()) group[measure] = Number(group[measure] ?? 0) + (row.counts[n] ?? 0)
      groups.set(text, group)
    }
    return new Response(JSON.stringify({ data: [...groups.values()] }))
  }
  const cube = {
    url: `http://cube-${facilityMap.size}-${Math.floor(chance.next() * 1e9)}.test`,
    secret: 's'.repeat(32),
    fetch: answer,
  }
  return {
    asked,
    source: {
      ...{ cube, territory, facilities: facilityMap, cut: 0, cubeName: 'care', scope: 'facility', measures: MEASURES },
      ...{ version: '1', limit: 1_000_000, now: () => new Date() },
    },
  }
}

const figure = (place: string): Figure => ({
  ...{ place, dimension: null, values: [''] },
  ...{ from: CalendarDate.parse('2026-02-01'), to: CalendarDate.parse('2026-02-28') },
})

/** Every number of every sheet of the province against the rows added up. */
function compare(sheets: Sheets, parents: readonly (string | undefined)[]): number {
  let compared = 0
  for (const parent of parents)
    for (const block of blocksIn('month', CalendarDate.parse('2026-01-01'), CalendarDate.parse('2026-12-31'))) {
      const sheet = sheets.sheet(parent, '330000', null, block)
      for (const row of sheet.rows)
        for (const [n, measure] of MEASURES.entries()) {
          const [facility, county] = row.split('@')
          const wanted = wide
            .filter(({ date }) => date === block.from)
            .filter((one) =>
              COUNTIES.includes(parent ?? '')
                ? one.facilityId === facility && one.countyCode === (county ?? parent)
                : [one.provinceCode, one.cityCode, one.countyCode].includes(row),
            )
            .reduce((sum, one) => sum + (one.counts[n] ?? 0), 0)
          expect(sheet.count(measure, row, '', block), `${parent} ${row} ${block.from}`).toBe(wanted)
          compared += 1
        }
    }
  return compared
}

const ABOVE = [undefined, '330000', '330100', '330200']

test('one question reads the facilities of the whole province, and all that stands above them', async () => {
  const { source: from, asked } = source(facilities())
  const sheets = new Sheets(from)
  await sheets.read([figure('F3301021')])
  expect(asked).toHaveLength(1)
  await sheets.read(HOMES.map(({ id }) => figure(id)))
  await sheets.read(['330203', '330200', '330000'].map(figure))
  expect(asked).toHaveLength(1)
  expect(compare(sheets, [...ABOVE, ...COUNTIES])).toBeGreaterThan(400)
  expect(sheets.sheet('330203', '330000', null, blockAt('month', CalendarDate.parse('2026-02-01'))).rows).toContain(
    'F3301021@330203',
  )
})

test('areas alone are decided by one question that reads no facility, and those of another judge by none', async () => {
  const { source: from, asked } = source(facilities())
  const sheets = new Sheets(from)
  await sheets.read([figure('330102'), figure('330203')])
  expect(asked.map((query) => query.dimensions)).toEqual([['care.cityCode', 'care.countyCode']])
  expect(compare(sheets, ABOVE)).toBeGreaterThan(100)
  await new Sheets(from).read([figure('339001')])
  expect(asked).toHaveLength(1)
})

test('of a province with too many facilities, those of the counties asked about are read', async () => {
  const { source: from, asked } = source(facilities(6000))
  const sheets = new Sheets(from)
  await sheets.read([figure('F3301021'), figure('F3301031')])
  expect(asked).toHaveLength(2)
  // Both are asked at once: which of them the server hears first is not told.
  const places = asked.flatMap((query) => query.filters?.map(({ values }) => values?.join(' ')))
  expect(places.sort()).toEqual(['330000', '330102 330103'])
  expect(compare(sheets, [undefined, '330000', '330100', '330102', '330103'])).toBeGreaterThan(200)
})

test('what could not be read is asked again', async () => {
  const { source: from, asked } = source(facilities())
  let down = true
  const broken: typeof fetch = (...call) =>
    down ? Promise.reject(new TypeError('no')) : (from.cube.fetch as typeof fetch)(...call)
  const sheets = new Sheets({ ...from, cube: { ...from.cube, fetch: broken } })
  await expect(sheets.read([figure('330102')])).rejects.toThrow('does not answer')
  down = false
  await sheets.read([figure('330102')])
  expect(asked).toHaveLength(1)
})
