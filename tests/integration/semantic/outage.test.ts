import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { Breaker } from '@cockpit/semantic-layer/client/breaker'
import { loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { scopePass } from '@cockpit/semantic-layer/client/scope-token'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../db/test-server'
import { publishRows } from './lake-of'
import { type RunningLayer, startLayer } from './layer'
import { makeWorld } from './world'

/** A cube whose one measure would be counted for hours. */
const ENDLESS_CUBE = `cube('endless', {
  sql: \`SELECT '330000' AS province_code, '330100' AS city_code, '330102' AS county_code, 'F0001' AS facility_id,
    a.range * b.range AS product FROM range(100000000000) a, range(1000) b\`,
  measures: { steps: { type: 'count', filters: [{ sql: \`\${CUBE}.product % 7 = 3\` }] } },
  dimensions: {
    provinceCode: { sql: 'province_code', type: 'string' },
    cityCode: { sql: 'city_code', type: 'string' },
    countyCode: { sql: 'county_code', type: 'string' },
    facilityId: { sql: 'facility_id', type: 'string' },
  },
})`

const world = makeWorld(4)
let data: string
let packs: string
let layer: RunningLayer
let ports: AskPorts
let attempts = 0
let silent: { server: Server; url: string; open: () => number }

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'outage-'))
  packs = join(data, 'packs', 'endless')
  await mkdir(packs, { recursive: true })
  await writeFile(join(packs, 'endless.cube.js'), ENDLESS_CUBE)
  const tables = (await loadPacks(packRoots(undefined))).flatMap((pack) => pack.tables)
  const { area, facility, visit_day } = world.tables
  await publishRows(data, tables, { area, facility, visit_day } as never, '2026-01-01T00:00:00.000Z')
  layer = await startLayer(data, packs, await freePort())
  const counting: typeof fetch = (...call) => {
    attempts++
    return fetch(...call)
  }
  const cube = { ...layer.patient, fetch: counting, breaker: new Breaker({ rest: 100, longest: 400 }) }
  ports = {
    cube,
    publications: new Publications(cube),
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  }
  silent = await startSilentServer()
})
afterAll(async () => {
  await layer?.stop()
  silent?.server.closeAllConnections()
  silent?.server.close()
  await rm(data, { recursive: true, force: true })
})

/** Not a Cube: a server that stands in for a slow one. It takes every question and answers none. */
async function startSilentServer(): Promise<typeof silent> {
  const open = new Set<unknown>()
  const server = createServer((_, response) => {
    open.add(response)
    response.on('close', () => open.delete(response))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    server,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    open: () => open.size,
  }
}

const holder = (code: string) => ({
  grants: [Grant.parse({ role: 'supervisor', territory: { kind: 'area', code }, sensitivity: 'facility' })],
})
const visits = (fields: object) =>
  IndicatorQuery.parse({ indicators: ['outpatient.visits'], period: '2025-10', ...fields })

async function answered(asked: ReturnType<typeof askIndicators>) {
  const result = await asked
  if (!result.ok) throw new Error(result.message)
  return result.answer
}

test('a question nobody waits for is stopped inside Cube, and the others go on', async () => {
  const scope = { areas: ['330000'], facilities: [] } as never
  const pass = scopePass(scope, 'facility', world.territory, layer.port.secret, () => new Date())
  // What the first question needs is there before: what is spent afterwards is spent on the endless one.
  await answered(askIndicators(visits({ territory: '339001' }), holder('330000'), ports))
  const page = new AbortController()
  const before = spent()
  const endless = loadRows({ ...layer.patient, signal: page.signal }, pass, { measures: ['endless.steps'] })
  endless.catch(() => undefined)
  await expect.poll(() => spent() - before, { timeout: 120_000 }).toBeGreaterThan(1)
  // It does not stand in the way of others while it runs.
  expect((await answered(askIndicators(visits({ territory: '330100' }), holder('330000'), ports))).rows).toHaveLength(1)
  page.abort(new Error('the page was closed'))
  await expect(endless).rejects.toThrow('the page was closed')
  await expect.poll(() => spentWithin(1), { timeout: 60_000 }).toBeLessThan(0.1)
  expect((await answered(askIndicators(visits({ territory: '330200' }), holder('330000'), ports))).rows).toHaveLength(1)
})

/** Seconds of processors that the semantic layer has used: on a busy machine it gets a small share of them, and never more than it uses. */
function spent(): number {
  const fields = readFileSync(`/proc/${layer.process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function spentWithin(seconds: number): Promise<number> {
  const before = spent()
  await sleep(seconds * 1000)
  return spent() - before
}

test('a Cube that falls silent is not waited for: the last good answer has its age, and another scope has none', async () => {
  const question = visits({ territory: '330100', by: 'children' })
  const good = await answered(askIndicators(question, holder('330000'), ports))
  const silentCube = { url: layer.port.url, secret: layer.port.secret, fetch: toSilentServer }
  const slow: AskPorts = { ...ports, cube: silentCube, publications: new Publications(silentCube), giveWay: 50 }
  const old = await answered(askIndicators(question, holder('330000'), slow))
  expect([old.staleSince, valuesOf(old)]).toEqual([expect.stringMatching(/^\d{4}-/), valuesOf(good)])
  // Never asked under this scope: there is nothing to hand out, and it waits until its patience ends.
  const impatient = { ...silentCube, patience: 300 }
  const other = askIndicators(question, holder('330100'), { ...slow, cube: impatient, publications: undefined })
  expect(await other).toMatchObject({ ok: false, refusal: 'unavailable' })
})

/** The same address, answered by the server that answers nothing. */
const toSilentServer: typeof fetch = (url, init) => fetch(String(url).replace(/^http:\/\/[^/]+/, silent.url), init)

test('who goes away from a silent Cube leaves no connection behind', async () => {
  await expect.poll(() => silent.open()).toBeLessThanOrEqual(1)
  const before = silent.open()
  const page = new AbortController()
  const asked = loadRows({ ...layer.port, fetch: toSilentServer, signal: page.signal }, 't', { measures: ['a.b'] })
  await expect.poll(() => silent.open()).toBe(before + 1)
  page.abort(new Error('the page was closed'))
  await expect(asked).rejects.toThrow('the page was closed')
  await expect.poll(() => silent.open()).toBe(before)
})

test('a Cube that is killed: last good answers at once, no crowd at its door, and fresh ones by themselves when it is back', async () => {
  const question = visits({ territory: '330000', by: 'county' })
  const good = await answered(askIndicators(question, holder('330000'), ports))
  expect(good.staleSince).toBeUndefined()
  const { port } = new URL(layer.port.url)
  layer.process.kill('SIGKILL')
  await expect.poll(() => layer.process.signalCode).toBe('SIGKILL')

  // What was published is believed for a quarter of a second.
  await sleep(250)
  const first = await answered(askIndicators(question, holder('330000'), ports))
  expect(first.staleSince).toMatch(/^\d{4}-/)
  expect(
    first.rows.flatMap((row) => Object.values(row.cells)).every((cell) => cell.staleSince === first.staleSince),
  ).toBe(true)
  expect(valuesOf(first)).toEqual(valuesOf(good))
  // The same question of another scope, of a narrower one, and a question never asked: no answer rather than someone else's, or a zero.
  for (const [query, asker] of [
    [question, holder('330100')],
    [visits({ territory: '330100', by: 'county' }), holder('330100')],
    [visits({ territory: '500000' }), holder('500000')],
  ] as const)
    expect(await askIndicators(query, asker, ports)).toMatchObject({ ok: false, refusal: 'unavailable' })
  // A grant that was taken away since: its holder is refused, whatever was answered before.
  expect(await askIndicators(question, holder('500000'), ports)).toMatchObject({ ok: false, refusal: 'not-permitted' })

  attempts = 0
  const crowd = await Promise.all(
    Array.from({ length: 200 }, () => answered(askIndicators(question, holder('330000'), ports))),
  )
  expect(crowd.every((one) => one.staleSince === first.staleSince)).toBe(true)
  expect(attempts).toBeLessThan(10)

  layer = await startLayer(data, packs, Number(port))
  const until = Date.now() + 60_000
  let again = first
  while (again.staleSince && Date.now() < until) {
    await sleep(50)
    again = await answered(askIndicators(question, holder('330000'), ports))
  }
  expect([again.staleSince, valuesOf(again)]).toEqual([undefined, valuesOf(good)])
  expect(ports.cube.breaker?.state).toBe('closed')
})

function valuesOf(answer: { rows: readonly { key: string; cells: Readonly<Record<string, { value?: number }>> }[] }) {
  return answer.rows.map((row) => [row.key, row.cells['outpatient.visits']?.value])
}
