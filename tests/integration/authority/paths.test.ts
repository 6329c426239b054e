import { raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { Grant as GrantShape } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { filterValues } from '@cockpit/semantic-layer/client/filter-values'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../web/server/caller-contract'
import { concerns } from '../../../web/server/live/audience'
import {
  anyArea,
  anyFacility,
  areas,
  cubes,
  facilities,
  type Id,
  MEASURES,
  people,
  pick,
  question,
  random,
  world,
} from './generated-people'
import { Judge, may } from './judge'
import { RAW_META, rawCube } from './raw-cube'
import { orRefused, Routed } from './routed'

const SECRET = 'tests-only-secret-tests-only-secret'
const cube = rawCube(cubes, SECRET, RAW_META)

let routed: Routed
const tally: Record<string, number> = {}
beforeAll(async () => {
  routed = await Routed.open(cube)
})
afterAll(() => routed?.close())

const as = (caller: Caller | null) => routed.as(caller)
const judge = new Judge()
const { leaks } = judge
const leaksUnless = judge.leaksUnless.bind(judge)
const count = (path: string, by = 1) => {
  tally[path] = (tally[path] ?? 0) + by
}
test('tiles, drills, lines, comparisons and peers, through the router and one cache', async () => {
  const before: { caller: Caller; asked: ReturnType<typeof question> }[] = []
  for (let n = 0; n < 5500; n++) {
    // Every third was asked before, by the same person or by another.
    const again = n % 3 === 0 ? pick(before) : undefined
    const caller = again && random() < 0.5 ? again.caller : pick(people)
    const asked = again?.asked ?? question()
    before.push({ caller, asked })
    const path = asked.series ? 'line' : asked.by ? 'drill' : 'tile'
    count(path)
    const answer = await orRefused(as(caller).indicators.ask(asked as never))
    if (answer) judge.answer(caller, path, asked, answer)
  }
  for (let n = 0; n < 300; n++) {
    const caller = pick(people)
    const facility = pick(facilities)
    const territory = String(world.facilities.get(facility as never)?.county)
    const asked = { indicators: ['outpatient.visits'], territory, facility, tier: 'secondary', period: '2025-10' }
    count('peers')
    const found = await orRefused(as(caller).indicators.peers(asked as never))
    if (found) leaksUnless(may(caller, facility, 'facility'), 'peers', caller, asked)
    for (const band of found?.bands ?? [])
      leaksUnless(band.lower === undefined || band.peers >= 5, 'peers', caller, band)
  }
  expect(leaks).toEqual([])
  expect(routed.hits).toBeGreaterThan(150)
  expect(judge.comparisons).toBeGreaterThan(30)
})

test('the command line: the same question in a person’s name, and an asker without grants', async () => {
  const asking: AskPorts = {
    cube,
    territory: world.territory,
    facilities: world.facilities,
    cache: routed.cache,
    demo: true,
    now: () => new Date(),
  }
  for (let n = 0; n < 1200; n++) {
    const caller = n % 10 === 0 ? { ...pick(people), grants: [] } : pick(people)
    const asked = question()
    count('command line')
    const result = await askIndicators(IndicatorQuery.parse(asked), { grants: caller.grants }, asking)
    if (!result.ok) continue
    judge.answer(caller, 'command line', asked, result.answer)
  }
  for (let n = 0; n < 1500; n++) {
    const caller = pick(people)
    const [id, dimension] = pick([
      ['outpatient.visits', 'department'],
      ['inpatient.discharges', 'drg'],
      ['notifiable.cases', 'disease'],
    ] as const)
    count('filter values')
    const found = await filterValues(id as never, dimension, anyArea() as never, { grants: caller.grants }, asking)
    if (!found.ok) continue
    const rows = (cubes[id.slice(0, id.indexOf('.'))] ?? []).filter(
      (row) =>
        may(caller, String(row.countyCode), 'aggregate') ||
        (row.facilityId !== '' && may(caller, String(row.facilityId), 'aggregate')),
    )
    for (const value of found.values)
      leaksUnless(
        rows.some((row) => row[dimension] === value),
        'filter values',
        caller,
        { id, value },
      )
  }
  expect(leaks).toEqual([])
})

test('the comparison notices: without the rewrite of queries, others’ values come through', async () => {
  const open = rawCube(cubes, SECRET, RAW_META, (query) => query)
  const asking: AskPorts = {
    cube: { ...open, url: 'http://open.invalid' },
    ...{
      territory: world.territory,
      facilities: world.facilities,
      cache: routed.cache,
      demo: true,
      now: () => new Date(),
    },
  }
  const grants = [
    GrantShape.parse({ role: 'leader', territory: { kind: 'area', code: '339001' }, sensitivity: 'aggregate' }),
  ]
  const found = await filterValues('outpatient.visits' as never, 'department', '500000' as never, { grants }, asking)
  expect(found.ok && found.values.length).toBeGreaterThan(0)
})

test('search, tree, lists and profiles of places', async () => {
  const county = (id: string) => String(world.facilities.get(id as never)?.county)
  for (let n = 0; n < 9600; n++) {
    const caller = pick(people)
    const path = pick(['search', 'facilities', 'facility', 'tree'] as const)
    count(path)
    const seen = (id: string) => leaksUnless(may(caller, id, 'aggregate'), path, caller, id)
    if (path === 'search') {
      const text = pick(['区划', '机构', '33', 'F00', 'Area 5001', 'facility', 'F0003'])
      for (const place of await as(caller).territory.search({ text })) seen(place.id)
    } else if (path === 'facilities') {
      for (const one of await as(caller).territory.facilities({ area: anyArea() as never })) seen(one.id)
    } else if (path === 'facility') {
      const one = await orRefused(as(caller).territory.facility({ id: anyFacility() as never }))
      if (one) seen(one.id)
    } else {
      const tree = await as(caller).territory.tree()
      // Names of the areas above one's own may be told; nothing else outside is.
      for (const area of tree.areas) {
        const above = [...areas, ...facilities].some(
          (id) =>
            may(caller, id, 'aggregate') &&
            world.territory.within((facilities.includes(id) ? county(id) : id) as never, area.code as never),
        )
        leaksUnless(above, path, caller, area)
      }
    }
  }
  count('signed out', 2)
  await expect(as(null).territory.search({ text: '区划' })).rejects.toThrow()
  await expect(as(null).indicators.ask(question() as never)).rejects.toThrow()
  expect(leaks).toEqual([])
})

test('files behind a number', async () => {
  for (let n = 0; n < 1500; n++) {
    const caller = { ...pick(people), kind: 'person' as const }
    const id = pick(Object.keys(MEASURES) as Id[])
    const territory = anyArea()
    const facility = random() < 0.3 ? anyFacility() : undefined
    count('lineage')
    const asked = { indicator: id, territory, period: '2025', ...(facility ? { facility } : {}) }
    const found = await orRefused(as(caller).lineage.ofNumber(asked as never))
    for (const file of found?.files ?? []) {
      const place = file.batch.slice(file.batch.indexOf(' of ') + 4)
      const county = String(world.facilities.get(place as never)?.county ?? place)
      const sensitivity = facility ? 'facility' : 'aggregate'
      leaksUnless(may(caller, place, sensitivity) || may(caller, county, sensitivity), 'lineage', caller, {
        asked,
        file,
      })
      if (file.rows !== null)
        leaksUnless(
          may(caller, place, 'facility', 'import.read') || may(caller, county, 'facility', 'import.read'),
          'lineage, rows',
          caller,
          { asked, file },
        )
    }
  }
  expect(leaks).toEqual([])
})

test('alerts, their live hints and the files of others, out of a real PostgreSQL', async () => {
  const subjects = [
    ...areas.map((areaCode) => ({ areaCode, facilityId: null })),
    ...facilities.map((facilityId) => ({
      areaCode: String(world.facilities.get(facilityId as never)?.county),
      facilityId,
    })),
  ]
  const raised = new Map<string, string>()
  for (const { areaCode, facilityId } of subjects) {
    const subject = facilityId ?? areaCode
    const finding = {
      ...{ dedupeKey: subject, ruleId: 'r', ruleVersion: '1', title: { zh: '演示', en: 'demo' }, demo: true },
      ...{ advice: { zh: '演示', en: 'demo' }, level: 'III', indicator: 'outpatient.visits', period: '2025-10' },
      ...{ areaCode, facilityId, detail: { value: 7 } },
    }
    const { id } = await raiseAlert(routed.ports.db, finding as never, new Date('2025-11-01T00:00:00Z'))
    raised.set(id, subject)
  }
  await routed.ports.db.importRun.createMany({
    data: Array.from({ length: 5 }, (_, at) => ({
      ...{ id: `run${at}`, sender: `p${at}`, table: 'visit_day', fileName: '演示.csv', state: 'published' },
    })),
  })
  const seesRuns = (caller: Caller, sensitivity: string) =>
    ['330000', '500000'].some((root) => may(caller, root, sensitivity, 'import.read'))
  for (let n = 0; n < 240; n++) {
    const caller = pick(people)
    const judged = (path: string, id: string) => {
      const subject = raised.get(id) ?? ''
      const sensitivity = facilities.includes(subject) ? 'facility' : 'aggregate'
      leaksUnless(may(caller, subject, sensitivity, 'alert.read'), path, caller, subject)
    }
    count('alert list')
    for (const row of (await as(caller).alerts.list({ area: anyArea() as never })).rows) judged('alert list', row.id)
    const id = pick([...raised.keys()])
    count('alert text')
    const one = await orRefused(as(caller).alerts.get({ id }))
    if (one) judged('alert text', one.id)
    count('live')
    if (await concerns({ topic: 'alert.changed', id } as never, caller, routed.ports)) judged('live', id)
    const run = `run${Math.floor(random() * 5)}`
    count('imports')
    const progress = await orRefused(as(caller).imports.progress({ id: run }))
    if (progress && caller.id !== `p${run.slice(3)}`) leaksUnless(seesRuns(caller, 'aggregate'), 'imports', caller, run)
  }
  expect(leaks).toEqual([])
})

test('twenty thousand pairs of a person and a question, and no leak', () => {
  const pairs = Object.values(tally).reduce((sum, one) => sum + one, 0)
  console.log(`${pairs} pairs, ${routed.hits} cache hits: ${JSON.stringify(tally)}`)
  expect(pairs).toBeGreaterThanOrEqual(20_000)
  expect(leaks).toEqual([])
})
