import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../web/server/caller-contract'
import { exportCases } from '../../../web/server/cases/export-cases'
import {
  anyArea,
  anyFacility,
  areas,
  cubes,
  facilities,
  inside,
  people,
  pick,
  question,
  random,
  SEED,
  world,
} from './generated-people'
import { Judge, may } from './judge'
import { RAW_META, rawCube } from './raw-cube'
import { orRefused, Routed } from './routed'

/** What stands beside the indicator question: rows, explanations, rankings, flows, quality. Judged as `paths.test.ts` judges its own. */
const cube = rawCube(cubes, 'tests-only-secret-tests-only-secret', RAW_META)
const AGE_SEX = [['ageSex', 'F 65-79']] as const
const judge = new Judge()
const leaksUnless = judge.leaksUnless.bind(judge)
const tally: Record<string, { asked: number; told: number }> = {}
/** Asks, counts, and hands on what was told; a refusal tells nothing. */
async function told<T>(path: string, asked: Promise<T>): Promise<T | null> {
  const found = await orRefused(asked)
  tally[path] ??= { asked: 0, told: 0 }
  const counts = tally[path]
  counts.asked++
  if (found !== null) counts.told++
  return found
}

let routed: Routed
beforeAll(async () => {
  routed = await Routed.open(cube)
})
afterAll(() => routed?.close())
const as = (caller: Caller) => routed.as(caller)
const anyPerson = (): Caller => ({ ...pick(people), kind: 'person' })
/** A facility with its county, another's county, or none. */
const anyPlace = () => ({
  territory: random() < 0.6 ? countyOf(pick(facilities)) : anyArea(),
  ...(random() < 0.7 ? { facility: anyFacility() } : {}),
})
const countyOf = (facility: string) => String(world.facilities.get(facility as never)?.county ?? '')
/** Those who read single cases somewhere: half of the questions for rows are theirs, or almost all would be refused. */
const READERS = people.filter(({ grants }) =>
  grants.some(({ role, sensitivity }) => role === 'supervisor' && sensitivity === 'case'),
)
const isAround = (area: string, id: string) =>
  world.territory.get(area as never) !== undefined &&
  world.territory.within((countyOf(id) || id) as never, area as never)
const placeIn = (row: { facility: string }) => row.facility

test('sex and age, and the scoreboard of the loop: whole figures, drills, lines and comparisons', async () => {
  for (let n = 0; n < 1000; n++) {
    const caller = pick(people)
    const asked = n % 2 ? question(['inpatient.discharges'], AGE_SEX) : question(['loopTasks.tasks'])
    const path = n % 2 ? 'age and sex' : 'loop'
    const answer = await told(path, as(caller).indicators.ask(asked as never))
    if (answer) judge.answer(caller, path, asked, answer)
  }
  expect(judge.leaks).toEqual([])
})

test('a change taken apart: its whole and its parts are figures like any other', async () => {
  for (let n = 0; n < 400; n++) {
    const caller = pick(people)
    const { indicators } = question(undefined, AGE_SEX)
    const [indicator] = indicators
    const place = anyPlace()
    const by = pick(['children', 'county', 'facility', 'department', 'disease', 'drg', 'ageSex'])
    const [from, to] = pick([
      ['2025-08', '2025-09'],
      ['2024-09', '2025-09'],
      ['2025-Q3', '2025-10'],
    ])
    const asked = { indicator, ...place, from, to, by }
    const found = await told('explain', as(caller).explain.of(asked as never))
    for (const [side, period] of [
      ['before', from],
      ['after', to],
    ] as const) {
      const whole = found?.whole[side]
      const one = { indicators, ...place, period } as never
      if (whole?.state === 'shown') judge.cell(caller, 'explain', one, { key: '' }, whole.value ?? Number.NaN)
      for (const part of found?.explanation?.parts ?? []) {
        const value = part[side]
        const key = part.id
        if (value === null || value === undefined || !isPart(key)) continue
        judge.cell(caller, 'explain, a part', { ...(one as object), by } as never, { key }, value)
      }
    }
  }
  expect(judge.leaks).toEqual([])
})

/** The rest and what belongs to no part have names of their own, which no value of a dimension has. */
const isPart = (id: string) => KEYS.has(id)
const KEYS = new Set(
  Object.values(cubes).flatMap((rows) =>
    rows.flatMap((row) => Object.values(row).filter((one) => typeof one === 'string')),
  ),
)

test('rankings, bands of peers and flows of care', async () => {
  for (let n = 0; n < 350; n++) {
    const caller = pick(people)
    const by = pick(['children', 'county', 'facility'] as const)
    const tier = by === 'facility' && random() < 0.5 ? { tier: 'secondary' } : {}
    const period = pick(['2025-10', '2025-Q3'])
    const { indicators } = question()
    const about = { territory: anyArea(), by, period }
    const found = await told('ranking', as(caller).ranking.of({ indicator: indicators[0], ...about, ...tier } as never))
    const filters = 'tier' in tier ? { filters: [{ dimension: 'tier', values: ['secondary'] }] } : {}
    for (const { key, cell } of found?.units ?? [])
      if (cell.state === 'shown')
        judge.cell(caller, 'ranking', { indicators, ...about, ...filters }, { key }, cell.value ?? Number.NaN)
  }
  for (let n = 0; n < 250; n++) {
    const caller = pick(people)
    const facility = anyFacility()
    const about = { facility, period: '2025-10', peers: 'tier', indicator: 'inpatient.discharges' }
    const values = { dimension: 'department', values: ['0101', '0201'] }
    const bands = await told('bands by value', as(caller).profile.bandsBy({ ...about, ...values } as never))
    for (const { band } of bands ?? []) {
      leaksUnless(may(caller, facility, 'facility'), 'bands by value', caller, about)
      leaksUnless(band?.lower === undefined || band.peers >= 5, 'bands by value', caller, band)
    }
  }
  for (let n = 0; n < 300; n++) {
    const caller = pick(people)
    const asked = { area: anyArea(), period: '2025-08..2025-10', of: 'visits' }
    const found = await told('flows', as(caller).region.flows(asked as never))
    for (const flow of found?.flows ?? []) {
      leaksUnless(may(caller, flow.from, 'aggregate'), 'flows', caller, flow)
      const span = { from: '2025-08-01', to: '2025-10-31' }
      leaksUnless(flow.count >= 5 && flow.count <= sentBetween(flow.from, flow.to, span), 'flows', caller, flow)
    }
  }
  expect(judge.leaks).toEqual([])
})

function sentBetween(home: string, care: string, { from, to }: { from: string; to: string }) {
  return (cubes.careFlow ?? [])
    .filter((row) => inside(row, home) && String(row.date) >= from && String(row.date) <= to)
    .filter(({ treatedCode }) => {
      const known = world.territory.get(care as never)
      return !known || world.territory.within(String(treatedCode) as never, care as never)
    })
    .reduce((sum, row) => sum + Number(row.visits), 0)
}

test('detail rows: front pages, their departments and doctors, one page, and the file', async () => {
  const naive = (place: { territory: string; facility?: string }) =>
    (cubes.cases ?? []).filter(
      (row) => inside(row, place.territory) && (place.facility === undefined || row.facilityId === place.facility),
    )
  for (let n = 0; n < 350; n++) {
    const caller: Caller = n % 2 ? anyPerson() : { ...pick(READERS), kind: 'person' }
    const place = anyPlace()
    const subject = place.facility ?? place.territory
    const mine = () => may(caller, subject, 'case', 'case.read')
    const asked = { ...place, from: '2024-01-01', to: '2025-12-31', limit: 500 }
    const list = await told('case list', as(caller).cases.list(asked as never))
    if (list) {
      leaksUnless(mine() && list.total === naive(place).length, 'case list', caller, { place, total: list.total })
      for (const row of list.rows)
        leaksUnless(may(caller, placeIn(row), 'case', 'case.read'), 'case list', caller, row.facility)
    }
    const departments = await told('case departments', as(caller).cases.departments(asked as never))
    if (departments) leaksUnless(mine(), 'case departments', caller, place)
    const theirs = anyFacility()
    const doctors = await told('doctors', as(caller).cases.doctors({ ...asked, facility: theirs } as never))
    if (doctors) {
      const told = doctors.lines.every(({ cases }) => cases === null || cases >= 5)
      leaksUnless(told && may(caller, theirs, 'case', 'case.read'), 'doctors', caller, { theirs, lines: doctors.lines })
    }
    const page = pick(cubes.cases ?? [])
    const key = { facility: n % 5 ? page.facilityId : anyFacility(), record: page.record, admission: page.admission }
    const one = await told('one page', as(caller).cases.one({ ...key, dischargedOn: page.dischargedOn } as never))
    if (one) leaksUnless(may(caller, one.facility, 'case', 'case.read'), 'one page', caller, key)
    if (n % 2) continue
    const address = new URLSearchParams({ ...place, from: '2024-01-01', to: '2025-12-31', format: 'csv' })
    const file = await exportCases(new Request(`http://cockpit/api/export/cases?${address}`), caller, routed.ports)
    await told(
      'case file',
      file.ok ? Promise.resolve(file) : Promise.reject(Object.assign(new Error(), { code: 'FORBIDDEN' })),
    )
    if (file.ok) leaksUnless(mine() && may(caller, subject, 'case', 'export'), 'case file', caller, place)
  }
  expect(judge.leaks).toEqual([])
})

test('quality: who sent what, who is silent, day by day', async () => {
  for (let n = 0; n < 250; n++) {
    const caller = pick(people)
    const { territory: area, ...facility } = anyPlace()
    const asked = { area, ...facility, period: '2025-09..2025-10' }
    const cells = await told('quality matrix', as(caller).quality.matrix(asked as never))
    for (const cell of cells ?? [])
      leaksUnless(may(caller, placeIn(cell), 'facility'), 'quality matrix', caller, { asked, cell })
    const days = await told('quality days', as(caller).quality.days({ ...asked, table: 'visit_day' } as never))
    for (const day of days ?? [])
      leaksUnless(may(caller, placeIn(day), 'facility'), 'quality days', caller, { asked, day })
  }
  expect(judge.leaks).toEqual([])
})

test('a picture of a chart goes out for who may export it, and nobody else', async () => {
  for (let n = 0; n < 300; n++) {
    const caller = anyPerson()
    const asked = question()
    const drawn = { question: { ...asked, by: undefined }, format: 'svg', drawing: '<svg/>' }
    const out = await told('picture', as(caller).export.picture(drawn as never))
    // Of a place around one's own nothing is in it but that the number is not one's to see: as on the screen.
    const place = asked.facility ?? asked.territory
    const around = [...areas, ...facilities].filter((id) => id === place || isAround(place, id))
    const sensitivity = asked.facility ? 'facility' : 'aggregate'
    if (out)
      leaksUnless(
        around.some((id) => may(caller, id, sensitivity, 'export') && may(caller, id, sensitivity)),
        'picture',
        caller,
        asked,
      )
  }
  expect(judge.leaks).toEqual([])
})

test('each path was asked by many, told some and refused others', () => {
  const asked = Object.values(tally).reduce((sum, one) => sum + one.asked, 0)
  console.log(`seed ${SEED}: ${asked} pairs beside the indicator question: ${JSON.stringify(tally)}`)
  expect(asked).toBeGreaterThan(4500)
  for (const [path, one] of Object.entries(tally)) {
    expect(one.told, path).toBeGreaterThan(5)
    expect(one.asked - one.told, path).toBeGreaterThan(5)
  }
})
