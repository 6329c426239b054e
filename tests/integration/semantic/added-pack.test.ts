import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { fetchMeta } from '@cockpit/semantic-layer/client/catalogue'
import { checkCatalogue } from '@cockpit/semantic-layer/client/catalogue-check'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { packsFile, readPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedPlaces } from '../db/places'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { publishRows } from './lake-of'
import { type RunningLayer, SECRET, startLayer } from './layer'
import { makeWorld } from './world'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const PACKS = join(ROOT, 'tests', 'fixtures', 'packs')
const world = makeWorld(9)
let data: string
let layer: RunningLayer
let ports: AskPorts
let scratch: TestDatabase
const publish = async (rows: Parameters<typeof publishRows>[2], at: string) =>
  publishRows(
    data,
    (await loadPacks(packRoots(PACKS))).flatMap((pack) => pack.tables),
    rows,
    at,
  )

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'added-pack-'))
  const blood = [
    { facility_id: 'F0001', month_start: '2025-10-01', units: 40 },
    { facility_id: 'F0003', month_start: '2025-10-01', units: 2 },
  ]
  await publish({ ...world.tables, blood_month: blood }, '2026-01-01T00:00:00.000Z')
  ;[layer, scratch] = await Promise.all([startLayer(data, PACKS), withDatabase()])
  await seedPlaces(scratch.db)
  ports = {
    cube: layer.port,
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  }
})
afterAll(async () => {
  await layer?.stop()
  await scratch?.drop()
  await rm(data, { recursive: true, force: true })
})

/** `cockpit catalogue check` as an operator calls it, with the pack folders of this machine. */
async function catalogueCheck(packs: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli/main.ts', 'catalogue', 'check'], {
    cwd: ROOT,
    env: {
      ...process.env,
      COCKPIT_DATA: data,
      COCKPIT_DEMO: '1',
      COCKPIT_PACKS: packs,
      CUBE_API_URL: layer.port.url,
      CUBE_API_SECRET: SECRET,
      DATABASE_URL: scratch.url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (text: Buffer) => {
    out += text
  })
  child.stderr.on('data', (text: Buffer) => {
    err += text
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, out, err }
}

const holder = (code: string) => ({
  grants: [Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'facility' })],
})
const units = (fields: object) => IndicatorQuery.parse({ indicators: ['blood.units'], period: '2025-10', ...fields })

test('a pack in a folder is in the catalogue, sound, and in the data the web reads', async () => {
  const published = await readPacks(packsFile(data))
  expect(published.boards.map((board) => board.title.zh)).toContain('血液管理')
  expect(published.rules.map((rule) => rule.id)).toContain('blood-low')
  expect(checkCatalogue(await fetchMeta(layer.port), published)).toEqual([])
})

test('the command that checks the catalogue ends with 0 where all is sound, and with 1 and the fault where a pack is not', async () => {
  const averaged = join(data, 'averaged', 'packs', 'averaged')
  await mkdir(averaged, { recursive: true })
  await writeFile(
    join(averaged, 'averaged.cube.js'),
    "cube('averaged', { sql: 'SELECT 1 AS days', measures: { meanDays: { sql: 'avg(days)', type: 'number' } } })",
  )
  const [sound, unsound] = await Promise.all([
    catalogueCheck(PACKS),
    catalogueCheck(`${PACKS}:${join(averaged, '..')}`),
  ])
  expect(sound).toEqual({ code: 0, out: 'every definition is complete\n', err: '' })
  expect(unsound).toMatchObject({ code: 1, out: '1 problems\n', err: expect.stringMatching(/averaged\.meanDays/) })
})

test('it answers, by place and with its reporting coverage', async () => {
  const result = await askIndicators(units({ territory: '330000', by: 'children' }), holder('330000'), ports)
  if (!result.ok) throw new Error(result.message)
  const cells = Object.fromEntries(
    result.answer.rows.map((row) => [row.key, row.cells['blood.units']?.value ?? row.cells['blood.units']?.state]),
  )
  expect(cells).toEqual({ '330100': 42, '330200': 'not-reported', '339001': 'not-reported' })
  // General hospitals owe it: F0001, F0003, F0005, F0007, F0011, F0012, F0013.
  expect(result.answer.coverage).toEqual({
    reported: 2,
    expected: 7,
    every: 'month',
    tables: [{ table: 'blood_month', every: 'month', reported: 2, expected: 7 }],
  })
  // And every number says its own: two of the three hospitals of this city.
  expect(result.answer.rows[0]?.cells['blood.units']?.coverage).toEqual({ reported: 2, expected: 3, every: 'month' })
  expect(result.answer.dataVersion).toBe('blood_month@1')
})

test('it is under the same authority: the county next door is not there', async () => {
  const children = await askIndicators(units({ territory: '330100', by: 'children' }), holder('330103'), ports)
  if (!children.ok) throw new Error(children.message)
  expect(children.answer.rows.map((row) => [row.key, row.cells['blood.units']?.value])).toEqual([['330103', 2]])
  const nextDoor = await askIndicators(units({ territory: '330102' }), holder('330103'), ports)
  expect(nextDoor).toMatchObject({ ok: false, refusal: 'not-permitted' })
  const above = await askIndicators(units({ territory: '330100' }), holder('330103'), ports)
  if (!above.ok) throw new Error(above.message)
  expect(above.answer.rows[0]?.cells['blood.units']).toMatchObject({ state: 'not-permitted' })
})

test('a publication is in the numbers within seconds, without a restart', async () => {
  const question = units({ territory: '330102', by: 'facility' })
  const before = await askIndicators(question, holder('330102'), ports)
  await publish(
    { blood_month: [{ facility_id: 'F0001', month_start: '2025-10-01', units: 55 }] },
    '2026-01-02T00:00:00.000Z',
  )
  const until = Date.now() + 20_000
  let value: number | undefined
  let version = ''
  while (value !== 55 && Date.now() < until) {
    const after = await askIndicators(question, holder('330102'), ports)
    if (!after.ok) throw new Error(after.message)
    value = after.answer.rows.find((row) => row.key === 'F0001')?.cells['blood.units']?.value
    version = after.answer.dataVersion
  }
  expect(before).toMatchObject({ ok: true, answer: { dataVersion: 'blood_month@1' } })
  expect([value, version]).toEqual([55, 'blood_month@2'])
  const ready = (await (await fetch(`${layer.port.url}/readyz`)).json()) as { manifestVersion: number }
  expect(ready.manifestVersion).toBe(2)
})

test('when the semantic layer is away the last good answer comes with its age, and a new question is unavailable', async () => {
  const known = units({ territory: '330000', by: 'county' })
  const first = await askIndicators(known, holder('330000'), ports)
  if (!first.ok) throw new Error(first.message)
  const away: AskPorts = {
    ...ports,
    cube: { ...ports.cube, fetch: () => Promise.reject(new TypeError('fetch failed')) },
  }
  const again = await askIndicators(known, holder('330000'), away)
  if (!again.ok) throw new Error(again.message)
  const { staleSince } = again.answer
  expect(staleSince).toMatch(/^\d{4}-\d\d-\d\dT/)
  // The same rows, each cell marked.
  const marked = first.answer.rows.map((row) => ({
    ...row,
    cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, { ...cell, staleSince }])),
  }))
  expect(again.answer.rows).toEqual(marked)
  expect(await askIndicators(units({ territory: '330205' }), holder('330000'), away)).toMatchObject({
    ok: false,
    refusal: 'unavailable',
  })
})

test('an unsound pack stops the start with its name', async () => {
  const broken = join(data, 'packs', 'broken')
  await mkdir(broken, { recursive: true })
  await writeFile(
    join(broken, 'broken.cube.js'),
    "cube('broken', { sql: 'SELECT 1', measures: { x: { type: 'nonsense' } } })",
  )
  await expect(startLayer(data, join(data, 'packs'))).rejects.toThrow(/broken/)
})
