import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from '@cockpit/domain/access/decide'
import type { Sensitivity } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { catalogueOf, fetchMeta, type Meta } from '@cockpit/semantic-layer/client/catalogue'
import type { CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import { load } from '@cockpit/semantic-layer/client/cube-rest'
import { signScope } from '@cockpit/semantic-layer/client/scope-token'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testBoardRollups } from './board-rollups'
import { testComposites } from './composites'
import { testInsuredFile } from './insured-file'
import { publishRows } from './lake-of'
import { type RunningLayer, SECRET, startLayer } from './layer'
import { testSingleCases } from './single-cases'
import { makeWorld } from './world'

/** Cube asked directly, as someone would who has a token and leaves our client out. */
const world = makeWorld(5)
let data: string
let layer: RunningLayer
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'authority-'))
  const packs = await loadPacks(packRoots(''))
  await publishRows(
    data,
    packs.flatMap((pack) => pack.tables),
    world.tables,
    '2026-01-01T00:00:00.000Z',
  )
  layer = await startLayer(data)
})
afterAll(async () => {
  await layer?.stop()
  await rm(data, { recursive: true, force: true })
})

const token = (areas: string[], facilities: string[] = [], sensitivity: Sensitivity = 'case', now = new Date()) => {
  const scope: Scope = {
    areas: areas.map((code) => AreaCode.parse(code)),
    facilities: facilities.map((id) => FacilityId.parse(id)),
  }
  return signScope(scope, sensitivity, world.territory, SECRET, now)
}
const VISITS = { measures: ['outpatient.visits'], dimensions: ['outpatient.countyCode'] }

/** Each on a connection of its own: Cube cuts the one over which it has refused a path. */
async function raw(path: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  const headers = { ...init.headers, connection: 'close' }
  const response = await fetch(`${layer.port.url}${path}`, { ...init, headers })
  return { status: response.status, body: await response.json().catch(() => null) }
}
const ask = (authorization: string | undefined, query: object) =>
  raw('/cubejs-api/v1/load', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ query }),
  })
const rowsOf = (body: unknown) => (body as { data?: unknown[] }).data

describe('a token that is not ours', () => {
  test('none at all is refused', async () => {
    const { status, body } = await ask(undefined, VISITS)
    expect([status, rowsOf(body)]).toEqual([403, undefined])
  })
  test('an expired one is refused', async () => {
    const { status, body } = await ask(await token(['330000'], [], 'case', new Date(Date.now() - 3_600_000)), VISITS)
    expect([status, rowsOf(body)]).toEqual([403, undefined])
  })
  test('one whose payload was changed after signing is refused', async () => {
    const [head, payload, signature] = (await token(['330102'])).split('.') as [string, string, string]
    const wider = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { areas: object[] }
    wider.areas = [{ code: '330000', level: 'province' }]
    const forged = [head, Buffer.from(JSON.stringify(wider)).toString('base64url'), signature].join('.')
    const { status, body } = await ask(forged, VISITS)
    expect([status, rowsOf(body)]).toEqual([403, undefined])
  })
  test('one without a signature (alg none) is refused', async () => {
    const [, payload] = (await token(['330000'])).split('.') as [string, string, string]
    const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
    const { status } = await ask(`${head}.${payload}.`, VISITS)
    expect(status).toBe(403)
  })
  test.each([
    ['without a scope', {}],
    ['with an empty scope', { areas: [], facilities: [], sensitivity: 'case' }],
    [
      'with an area of an unknown level',
      { areas: [{ code: '330000', level: 'country' }], facilities: [], sensitivity: 'case' },
    ],
    [
      'with an area that is no code',
      { areas: [{ code: "33' OR 1=1", level: 'county' }], facilities: [], sensitivity: 'case' },
    ],
    [
      'with an unknown sensitivity',
      { areas: [{ code: '330000', level: 'province' }], facilities: [], sensitivity: 'all' },
    ],
  ])('one %s, though rightly signed, sees nothing', async (_, payload) => {
    const signed = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(SECRET))
    const { status, body } = await ask(signed, VISITS)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(rowsOf(body)).toBeUndefined()
  })
  test('one that lives for a year sees nothing', async () => {
    const signed = await new SignJWT({
      areas: [{ code: '330000', level: 'province' }],
      facilities: [],
      sensitivity: 'case',
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1y')
      .sign(new TextEncoder().encode(SECRET))
    const { body } = await ask(signed, VISITS)
    expect(rowsOf(body)).toBeUndefined()
  })
})

describe('a county’s token', () => {
  test('sees its own county and no other', async () => {
    const { data: rows } = await load(layer.port, await token(['330102']), VISITS)
    expect(rows.map((row) => row['outpatient.countyCode'])).toEqual(['330102'])
  })
  test.each([
    [{ member: 'outpatient.countyCode', operator: 'equals', values: ['330103'] }],
    [{ member: 'outpatient.facilityId', operator: 'equals', values: ['F0003'] }],
    [
      {
        or: [
          { member: 'outpatient.countyCode', operator: 'equals', values: ['330103'] },
          { member: 'outpatient.countyCode', operator: 'equals', values: ['330203'] },
        ],
      },
    ],
  ])('asking another county gets nothing: %j', async (filter) => {
    const { body } = await ask(await token(['330102']), { ...VISITS, filters: [filter] })
    expect(rowsOf(body)).toEqual([])
  })
  test('asking for everything by "or" gets its own county only', async () => {
    const filters = [
      {
        or: [
          { member: 'outpatient.countyCode', operator: 'set' },
          { member: 'outpatient.countyCode', operator: 'notSet' },
        ],
      },
    ]
    const { body } = await ask(await token(['330102']), { ...VISITS, filters })
    expect(rowsOf(body)).toHaveLength(1)
  })
  test.each([
    ['single rows', { dimensions: ['inpatient.drg'], ungrouped: true }],
    ['nothing by name', {}],
    ['an expression in place of a member', { measures: [{ cubeName: 'outpatient', name: 'x', expression: 'sum(1)' }] }],
  ])('asking for %s is refused', async (_, query) => {
    const { body } = await ask(await token(['330102']), query)
    expect(rowsOf(body)).toBeUndefined()
  })
  test.each([
    '/cubejs-api/v1/sql?query=%7B%22measures%22%3A%5B%22outpatient.visits%22%5D%7D',
    '/cubejs-api/graphql?query=%7B__typename%7D',
    '/cubejs-api/v1/pre-aggregations/jobs',
  ])('the path %s is closed', async (path) => {
    const { status } = await raw(path, { headers: { authorization: await token(['330102']) } })
    expect(status).toBeGreaterThanOrEqual(400)
  })
})

test('a facility’s token sees that facility, and nothing of a cube about areas', async () => {
  const mine = await token([], ['F0003'])
  const { data: rows } = await load(layer.port, mine, {
    measures: ['outpatient.visits'],
    dimensions: ['outpatient.facilityId'],
  })
  expect(rows.map((row) => row['outpatient.facilityId'])).toEqual(['F0003'])
  const { data: areas } = await load(layer.port, mine, {
    measures: ['notifiable.cases'],
    dimensions: ['notifiable.countyCode'],
  })
  expect(areas).toEqual([])
})

test('a token for areas alone (aggregate) may not name a facility', async () => {
  const { body } = await ask(await token(['330000'], [], 'aggregate'), {
    measures: ['outpatient.visits'],
    dimensions: ['outpatient.facilityId'],
  })
  expect(rowsOf(body)).toBeUndefined()
})

test('every cube narrows to the scope in all its measures, and each quotient asked of Cube itself is that of its two sums', async () => {
  const meta = await fetchMeta(layer.port)
  expect(catalogueOf(meta).indicators.length).toBeGreaterThan(25)
  const mine = await token(['330102'])
  let full = 0
  let quotients = 0
  for (const cube of meta.cubes.filter((one) => one.meta?.scope !== 'open')) {
    const { data: rows } = await load(layer.port, mine, {
      measures: cube.measures.map(({ name }) => name),
      dimensions: [`${cube.name}.countyCode`],
    })
    // The world has no rows for every pack; what there is must be this county's.
    const counties = new Set(rows.map((row) => row[`${cube.name}.countyCode`]))
    if (counties.size > 0) full++
    expect(
      [...counties].filter((county) => county !== '330102'),
      cube.name,
    ).toEqual([])
    for (const row of rows) quotients += quotientsOf(cube, row)
  }
  expect(full).toBeGreaterThanOrEqual(8)
  expect(quotients).toBeGreaterThan(20)
})

type Quotient = Readonly<Record<'numerator' | 'denominator', string>> & {
  readonly per?: number
  readonly kind?: string
}
/** Compares the quotients of a row with their two sums. @returns how many there were */
function quotientsOf({ name: cube, measures }: Meta['cubes'][number], row: CubeRow): number {
  const sum = (name: string) => Number(row[`${cube}.${name}`] ?? 0)
  const found = measures.flatMap(({ name, meta }) => {
    const {
      numerator,
      denominator,
      per = 1,
      kind,
    } = (meta?.indicator ?? { numerator: '', denominator: '' }) as Quotient
    return kind === 'ratio' && sum(denominator) !== 0 ? [{ name, is: (sum(numerator) * per) / sum(denominator) }] : []
  })
  for (const { name, is } of found)
    expect(Math.abs(Number(row[name]) - is), name).toBeLessThan(1e-9 * Math.max(1, Math.abs(is)))
  return found.length
}

test('a month answered by a rollup and the same month answered from the rows agree', async () => {
  const all = await token(['330000'])
  const month = { dimension: 'income.date', dateRange: ['2025-10-01', '2025-10-31'] as [string, string] }
  const query = {
    measures: ['income.total', 'income.drugsWithoutHerbal'],
    dimensions: ['income.countyCode'],
    order: { 'income.countyCode': 'asc' as const },
  }
  const rolled = await load(layer.port, all, { ...query, timeDimensions: [month] })
  const days = await load(layer.port, all, {
    ...query,
    timeDimensions: [{ ...month, dateRange: ['2025-10-01', '2025-10-30'] }],
  })
  expect(Object.keys(rolled.usedPreAggregations ?? {})).not.toEqual([])
  expect(Object.keys(days.usedPreAggregations ?? {})).toEqual([])
  // The invented days end on the 28th, so both spans hold the same rows.
  expect(days.data.map((row) => Object.values(row).map(Number))).toEqual(
    rolled.data.map((row) => Object.values(row).map(Number)),
  )
  expect(rolled.data.length).toBeGreaterThan(2)
})

describe('single cases', () => testSingleCases({ world, port: () => layer.port, token, ask }))

describe('rollups', () => testBoardRollups({ world, data: () => data, port: () => layer.port, token }))

describe('persons insured', () =>
  testInsuredFile(
    world,
    () => data,
    () => layer.port,
  ))

describe('composites', () => testComposites(world, () => layer.port))
