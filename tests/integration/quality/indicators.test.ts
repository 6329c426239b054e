import { Grant } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { dueDay, isOnTime } from '@cockpit/domain/quality/due-day'
import { type Area, type Facility, Territory } from '@cockpit/domain/territory/territory'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { signScope } from '@cockpit/semantic-layer/client/scope-token'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bedDays, SampleLake, tableOf } from '../ingest/sample-lake'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { randomOf } from '../semantic/world'
import { importCatalogue, testCatalogue } from './data-catalogue'

/** Files good, bad, late and corrected, in a random order, and an independent count of what they make. */
const MONTH = '2026-10'
const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04']
const FACILITIES = ['F001', 'F002', 'F003'] as const
const COUNTY_OF = { F001: '990101', F002: '990102', F003: '990102' } as const

interface Attempt {
  readonly facility: string
  readonly day: string
  readonly department: string
  readonly sound: boolean
}
interface Sent {
  readonly at: Date
  readonly rows: readonly Attempt[]
}

function randomFiles(seed: number): Sent[] {
  const random = randomOf(seed)
  const files: Sent[] = []
  for (let n = 0; n < 14; n++) {
    const rows = FACILITIES.flatMap((facility) =>
      DAYS.flatMap((day) =>
        ['a', 'b', 'c'].flatMap((department) =>
          random() < 0.3 ? [{ facility, day, department, sound: random() < 0.7 }] : [],
        ),
      ),
    )
    // Half of the files come while the month's first days are still in time, half long after.
    const day = n % 2 === 0 ? 2 + Math.floor(random() * 5) : 25
    if (rows.length > 0) files.push({ at: new Date(Date.UTC(2026, 9, day, 2 + n)), rows })
  }
  return files
}

/** Counts anew what the lake should say of a facility, from the sends alone. */
function recount(files: readonly Sent[], facility: string) {
  const table = tableOf('bed_day')
  const last = new Map<string, boolean>()
  const standing = new Map<string, string>()
  const timely = new Map<string, number>()
  const firstFile = new Map<string, Sent>()
  for (const file of files)
    for (const row of file.rows.filter((one) => one.facility === facility)) {
      const key = `${row.day} ${row.department}`
      last.set(key, row.sound)
      if (!firstFile.has(row.day)) firstFile.set(row.day, file)
      if (!row.sound) continue
      standing.set(key, row.day)
      const due = dueDay(CalendarDate.parse(row.day), table.owedEvery ?? 'month', table.dueDays ?? 10)
      if (isOnTime(file.at, due)) timely.set(row.day, (timely.get(row.day) ?? 0) + 1)
    }
  const on = (day: string) => [...standing.values()].filter((one) => one === day).length
  const first = [...firstFile].flatMap(([day, file]) =>
    file.rows.filter((row) => row.facility === facility && row.day === day),
  )
  const open = [...last.values()].filter((sound) => !sound).length
  return {
    validity: [standing.size, standing.size + open],
    timeliness: [DAYS.reduce((sum, day) => sum + Math.min(timely.get(day) ?? 0, on(day)), 0), standing.size],
    firstPass: [first.filter((row) => row.sound).length, first.length],
    coverage: [new Set(standing.values()).size, null],
  }
}

const files = randomFiles(20261122)
const area = (code: string, level: Area['level'], parent: string | null): Area => ({
  code: AreaCode.parse(code),
  name: { zh: code, en: code },
  level,
  parent: parent === null ? null : AreaCode.parse(parent),
  centre: [120, 30],
})
const territory = new Territory([
  area('990000', 'province', null),
  area('990100', 'city', '990000'),
  area('990101', 'county', '990100'),
  area('990102', 'county', '990100'),
])
const facilities = new Map(
  FACILITIES.map((id): [FacilityId, Facility] => [
    FacilityId.parse(id),
    {
      id: FacilityId.parse(id),
      name: { zh: id, en: id },
      county: AreaCode.parse(COUNTY_OF[id]),
      tier: id === 'F001' ? 'tertiary' : 'secondary',
      category: id === 'F003' ? 'maternal' : 'general',
      at: [120, 30],
    },
  ]),
)

let sample: SampleLake
let layer: RunningLayer
let ports: AskPorts
beforeAll(async () => {
  sample = await SampleLake.make()
  for (const { at, rows } of files)
    await sample.import(
      'bed_day',
      bedDays(rows.map((row) => [row.facility, row.department, row.day, 10, row.sound ? 5 : -5, 1, 1])),
      { receipt: { at } },
    )
  await importCatalogue(sample)
  layer = await startLayer(sample.root)
  ports = { cube: layer.port, territory, facilities, demo: true, now: () => new Date() }
})
afterAll(async () => {
  await layer?.stop()
  await sample?.remove()
})

const province = Grant.parse({
  role: 'supervisor',
  territory: { kind: 'area', code: '990000' },
  sensitivity: 'facility',
})
const own = (id: string) =>
  Grant.parse({ role: 'institution', territory: { kind: 'facilities', ids: [id] }, sensitivity: 'facility' })
const INDICATORS = ['quality.validity', 'quality.timeliness', 'quality.firstPass', 'reporting.coverage'] as const
const ask = (grant: Grant, more: object) =>
  askIndicators(
    IndicatorQuery.parse({ indicators: INDICATORS, territory: '990000', period: MONTH, ...more }),
    { grants: [grant] },
    ports,
  )

test('validity, timeliness, first pass and coverage are those of an independent count', async () => {
  const result = await ask(province, { by: 'facility', filters: [] })
  if (!result.ok) throw new Error(result.message)
  for (const row of result.answer.rows) {
    const counted = recount(files, row.key)
    const parts = (id: string) => [row.cells[id]?.numerator, row.cells[id]?.denominator]
    expect(parts('quality.validity'), row.key).toEqual(counted.validity)
    expect(parts('quality.timeliness'), row.key).toEqual(counted.timeliness)
    expect(parts('quality.firstPass'), row.key).toEqual(counted.firstPass)
    expect(row.cells['reporting.coverage']?.numerator, row.key).toBe(counted.coverage[0])
  }
  expect(result.answer.rows).toHaveLength(FACILITIES.length)
})

test('every number carries how much of what is owed it rests on: of each institution, and of all together', async () => {
  for (const by of ['facility', undefined] as const) {
    const result = await ask(province, { indicators: ['beds.occupancy', 'reporting.coverage'], by })
    if (!result.ok) throw new Error(result.message)
    for (const { key, cells } of result.answer.rows) {
      // The only table that anybody has sent, and so the only one that is owed.
      const { numerator: reported, denominator: expected } = cells['reporting.coverage'] ?? {}
      const counted = (by ? [key] : FACILITIES).map((facility) => recount(files, facility).coverage[0] ?? 0)
      expect(reported, key).toBe(counted.reduce((sum, days) => sum + days, 0))
      expect(cells['beds.occupancy'], key).toMatchObject({
        state: 'shown',
        coverage: { reported, expected, every: 'day' },
      })
    }
    expect(result.answer.coverage?.tables, by).toMatchObject([{ table: 'bed_day' }])
  }
})

test('the sum over the province is the sum of the counts, never a mean of shares', async () => {
  const result = await ask(province, {})
  if (!result.ok) throw new Error(result.message)
  const [row] = result.answer.rows
  const all = FACILITIES.map((facility) => recount(files, facility))
  for (const name of ['validity', 'timeliness', 'firstPass'] as const) {
    const cell = row?.cells[`quality.${name}`]
    expect([cell?.numerator, cell?.denominator]).toEqual(
      [0, 1].map((at) => all.reduce((sum, one) => sum + (one[name][at] ?? 0), 0)),
    )
  }
})

test('an institution sees its own quality and nobody else’s', async () => {
  const mine = await ask(own('F002'), { facility: 'F002' })
  if (!mine.ok) throw new Error(mine.message)
  expect(mine.answer.rows[0]?.cells['quality.validity']?.denominator).toBe(recount(files, 'F002').validity[1])
  expect(await ask(own('F002'), { facility: 'F001' })).toMatchObject({ ok: false, refusal: 'not-permitted' })
  const all = await ask(own('F002'), { by: 'facility' })
  if (!all.ok) throw new Error(all.message)
  expect(all.answer.rows.map((row) => row.key)).toEqual(['F002'])
})

test.each(['qualityFile.received', 'qualityFault.rows', 'quality.open', 'reporting.expected'])(
  'asked directly for %s, the semantic layer gives the institution its own rows alone',
  async (measure) => {
    const token = await signScope(
      { areas: [], facilities: [FacilityId.parse('F002')] },
      'facility',
      territory,
      layer.port.secret,
      new Date(),
    )
    const cube = measure.split('.')[0] ?? ''
    const rows = await loadRows(layer.port, token, { measures: [measure], dimensions: [`${cube}.facilityId`] })
    expect(rows.map((row) => row[`${cube}.facilityId`])).toEqual(['F002'])
  },
)

testCatalogue({ territory, cube: () => layer.port })
