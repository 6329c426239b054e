import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogueOf, fetchMeta, type Meta } from '@cockpit/semantic-layer/client/catalogue'
import type { CubeQuery } from '@cockpit/semantic-layer/client/cube-query'
import { type CubePort, load, loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { isGuarded } from '@cockpit/semantic-layer/client/guard'
import { readPublication } from '@cockpit/semantic-layer/client/publication'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishRows } from './lake-of'
import { startLayer } from './layer'
import { makeWorld } from './world'

/*
 * What the cockpit relies on when it asks a Cube by REST. Without settings it is asked of our own process over a small world; CONTRACT_CUBE_API_URL
 * and CONTRACT_CUBE_API_SECRET point it at any other, such as the official image over a real warehouse: it reads, and changes nothing.
 */
const GIVEN = process.env.CONTRACT_CUBE_API_URL
let port: CubePort
let meta: Meta
let stop: () => Promise<unknown> = async () => undefined

beforeAll(async () => {
  if (GIVEN) port = { url: GIVEN.replace(/\/$/, ''), secret: process.env.CONTRACT_CUBE_API_SECRET ?? '' }
  else {
    const data = await mkdtemp(join(tmpdir(), 'cube-contract-'))
    const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
    await publishRows(data, tables, makeWorld(3).tables, '2026-01-01T00:00:00.000Z')
    const layer = await startLayer(data)
    port = layer.port
    stop = () => layer.stop().then(() => rm(data, { recursive: true, force: true }))
  }
  meta = await fetchMeta(port)
})
afterAll(() => stop())

interface Claims {
  readonly areas: readonly { code: string; level: string }[]
  readonly facilities?: readonly string[]
  readonly sensitivity?: string
}
const signed = (claims: object, { secret = port.secret, life = 300, age = 0 } = {}) => {
  const issued = Math.floor(Date.now() / 1000) - age
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + life)
    .sign(new TextEncoder().encode(secret))
}
const asksForCases = (cube: Meta['cubes'][number]) =>
  cube.measures.some(({ meta: said }) => (said?.indicator as { sensitivity?: string })?.sensitivity === 'case')
const scoped = (claims: Claims) => signed({ facilities: [], sensitivity: 'aggregate', ...claims })
const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${port.url}${path}`, init)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const ask = (query: CubeQuery | object, token: string | null, headers: Record<string, string> = {}) =>
  call('/cubejs-api/v1/load', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}), ...headers },
    body: JSON.stringify({ query, cache: 'must-revalidate' }),
  })

/** The provinces of the warehouse, found under a scope of every province there may be. */
const EVERYWHERE = Array.from({ length: 90 }, (_, n) => ({ code: `${n + 10}0000`, level: 'province' }))
const PUBLISHED: CubeQuery = { dimensions: ['publication.tableName', 'publication.dataVersion'], limit: 1000 }

describe('health and the token', () => {
  test.each(['/readyz', '/livez'])('%s answers 200', async (path) => {
    expect((await call(path)).status).toBe(200)
  })

  test('none, a forged one, an expired one and one without a scope are refused with a reason', async () => {
    const tokens = [
      null,
      await signed(
        { areas: EVERYWHERE, facilities: [], sensitivity: 'aggregate' },
        { secret: 'another-secret-of-32-characters!' },
      ),
      await signed({ areas: EVERYWHERE, facilities: [], sensitivity: 'aggregate' }, { age: 600 }),
      await signed({ areas: EVERYWHERE, facilities: [], sensitivity: 'aggregate' }, { life: 86_400 }),
      await signed({}),
      await scoped({ areas: [] }),
    ]
    for (const token of tokens) {
      const { status, body } = await ask(PUBLISHED, token)
      expect([400, 403, 500]).toContain(status)
      expect(body.error).toEqual(expect.any(String))
      expect(body.data).toBeUndefined()
    }
  })
})

describe('the catalogue', () => {
  test('has every indicator with its whole definition', () => {
    const { indicators } = catalogueOf(meta)
    expect(indicators.length).toBeGreaterThan(50)
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length)
  })

  test('tells of every cube its pack, scope and the dimensions by which authority is applied', () => {
    const closed = meta.cubes.filter((cube) => cube.meta?.scope === 'facility' || cube.meta?.scope === 'area')
    expect(closed.length).toBeGreaterThan(10)
    for (const cube of closed) {
      const names = cube.dimensions.map((one) => one.name)
      // An area cube's is a hidden constant.
      const own = cube.meta?.scope === 'facility' ? ['facilityId'] : []
      for (const needed of ['provinceCode', 'cityCode', 'countyCode', 'date', ...own])
        expect(names, cube.name).toContain(`${cube.name}.${needed}`)
    }
  })

  test('the cubes that docs/cube.md opens to BI tools count no persons under suppression', async () => {
    const page = await readFile(new URL('../../../docs/cube.md', import.meta.url), 'utf8')
    const listed = /<!-- open cubes -->([\s\S]*?)<!-- end -->/.exec(page)?.[1]?.match(/`(\w+)`/g) ?? []
    const guarded = new Set(
      catalogueOf(meta)
        .indicators.filter(isGuarded)
        .map(({ id }) => id.split('.')[0]),
    )
    const open = meta.cubes
      .filter((cube) => cube.meta && cube.meta.scope !== 'open' && !guarded.has(cube.name))
      .filter((cube) => cube.measures.some((measure) => measure.meta?.indicator))
      .map((cube) => `\`${cube.name}\``)
    for (const name of listed) expect(open, `${name} counts persons`).toContain(name)
    expect(listed.length).toBeGreaterThan(5)
  })
})

describe('answers', () => {
  test('what is published has whole-numbered versions', async () => {
    const publication = await readPublication(port, await scoped({ areas: EVERYWHERE }))
    expect(publication.size).toBeGreaterThan(0)
  })

  test('what asks for cases is served to a token of that sensitivity alone, each cube that says so', async () => {
    const closest = meta.cubes.filter(asksForCases)
    expect(closest.map(({ name }) => name)).toContain('minorDuty')
    for (const { name, measures } of closest) {
      const query = { measures: [measures[0]?.name ?? ''], dimensions: [`${name}.provinceCode`] }
      for (const sensitivity of ['aggregate', 'facility']) {
        const { status, body } = await ask(query, await scoped({ areas: EVERYWHERE, sensitivity }))
        expect([status === 200, JSON.stringify(body)], name).toEqual([false, expect.stringContaining('does not reach')])
      }
      expect((await ask(query, await scoped({ areas: EVERYWHERE, sensitivity: 'case' }))).status, name).toBe(200)
    }
  })

  test('rows are objects by full member name, measures numbers or null, steps days, and the columns are named', async () => {
    const pass = await scoped({ areas: EVERYWHERE })
    // One of each pack: its first cube with an indicator.
    const cubes = new Map<string, Meta['cubes'][number]>()
    for (const cube of meta.cubes)
      if (
        cube.meta &&
        cube.meta.scope !== 'open' &&
        !asksForCases(cube) &&
        cube.measures.some((one) => one.meta?.indicator && one.type === 'number')
      )
        if (!cubes.has(cube.meta.pack)) cubes.set(cube.meta.pack, cube)
    expect(cubes.size).toBeGreaterThan(5)
    for (const { name, measures } of cubes.values()) {
      const measure = measures.find((one) => one.meta?.indicator)?.name ?? ''
      const query: CubeQuery = {
        measures: [measure],
        dimensions: [`${name}.provinceCode`],
        timeDimensions: [{ dimension: `${name}.date`, dateRange: ['2024-01-01', '2025-12-31'], granularity: 'month' }],
        order: {},
        limit: 1_000_000,
      }
      // `load` checks the shape, and throws.
      const { data } = await load(port, pass, query)
      const { body } = await ask(query, pass)
      const annotation = body.annotation as Record<string, Record<string, unknown>>
      expect(Object.keys(annotation.measures ?? {}), name).toEqual([measure])
      expect(Object.keys(annotation.dimensions ?? {}), name).toEqual([`${name}.provinceCode`])
      for (const row of data) expect(row[`${name}.date.month`], name).toMatch(/^\d{4}-\d\d-01T00:00:00\.000Z?$/)
    }
  })

  test('filters equals, gte and lte narrow, and a limit cuts', async () => {
    const pass = await scoped({ areas: EVERYWHERE })
    const name = 'publication.tableName'
    const all = await loadRows(port, pass, { dimensions: [name], order: { [name]: 'asc' }, limit: 1000 })
    const [first] = all
    const value = String(first?.[name])
    const one = { member: name, operator: 'equals' as const, values: [value] }
    expect(await loadRows(port, pass, { dimensions: [name], filters: [one], limit: 1000 })).toEqual([{ [name]: value }])
    expect(await loadRows(port, pass, { dimensions: [name], order: { [name]: 'asc' }, limit: 1 })).toEqual([first])
    const version = 'publication.dataVersion'
    const versions = (await loadRows(port, pass, PUBLISHED)).map((row) => Number(row[version]))
    const middle = Math.max(...versions)
    for (const [operator, keeps] of [
      ['gte', (n: number) => n >= middle],
      ['lte', (n: number) => n <= middle],
    ] as const) {
      const filters = [{ member: version, operator, values: [String(middle)] }]
      expect(await loadRows(port, pass, { ...PUBLISHED, filters })).toHaveLength(versions.filter(keeps).length)
    }
  })

  test('a scope sees its own area and no other', async () => {
    const pass = await scoped({ areas: EVERYWHERE })
    const query: CubeQuery = { measures: ['population.residents'], dimensions: ['population.countyCode'], limit: 1000 }
    const codes = (await loadRows(port, pass, query)).map((row) => String(row['population.countyCode']))
    expect(codes.length).toBeGreaterThan(1)
    const own = codes.find((code) => code !== '') ?? ''
    const county = await scoped({ areas: [{ code: own, level: 'county' }] })
    expect((await loadRows(port, county, query)).map((row) => row['population.countyCode'])).toEqual([own])
    const other = codes.find((code) => code !== '' && code !== own) ?? ''
    const filters = [{ member: 'population.countyCode', operator: 'equals' as const, values: [other] }]
    expect(await loadRows(port, county, { ...query, filters })).toEqual([])
  })

  test('what is not in the model, single rows, and facilities for one who sees areas are refused', async () => {
    const pass = await scoped({ areas: EVERYWHERE })
    for (const query of [
      { measures: ['population.nothing'] },
      { dimensions: ['population.countyCode'], ungrouped: true },
      { measures: ['resources.beds'], dimensions: ['resources.facilityId'] },
      {},
    ]) {
      const { status, body } = await ask(query, pass)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(body.error).toEqual(expect.any(String))
    }
  })

  test('a request can be stopped by its name, also one that has ended', async () => {
    const pass = await scoped({ areas: EVERYWHERE })
    await ask(PUBLISHED, pass, { 'x-request-id': 'contract-request-span-1' })
    const { status } = await call('/cubejs-api/v1/running-query/contract-request', {
      method: 'DELETE',
      headers: { authorization: pass },
    })
    expect(status).toBe(200)
  })
})
