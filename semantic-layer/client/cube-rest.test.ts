import { Territory } from '@cockpit/domain/territory/territory'
import { describe, expect, it } from 'vitest'
import { Breaker } from './breaker'
import { loadRows } from './cube-rest'
import { scopePass } from './scope-token'
import { CubeUnavailable } from './unavailable'

/** A port whose answers come in turn, the last one again and again; what it was asked is kept. */
function answering(...answers: (Response | Error)[]) {
  let asked = 0
  const tokens: string[] = []
  const port = {
    url: 'http://cube.test',
    secret: 's',
    patience: 5_000,
    fetch: (async (_, init) => {
      tokens.push(new Headers(init?.headers).get('authorization') ?? '')
      const answer = answers[Math.min(asked++, answers.length - 1)]
      if (answer instanceof Error) throw answer
      return answer?.clone()
    }) as typeof fetch,
  }
  return { port, tokens, asked: () => asked }
}

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status })
const ROWS = json({ data: [{ 'a.b': 1 }] })
const lost = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }),
})
const refused = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
})
const JUST_MADE = json(
  { error: 'Error: Pre-aggregation table is not found for rollups.x after it was successfully created' },
  400,
)
const MADE_TWICE = [
  'Error: Catalog Error: Table with name "notifiable_by_month_pdfreiso_dmdvks34_1lg50sh" already exists!',
  'Error: Table rollups.emr_grades_by_month_sx3ysed1 already exists. (TABLE_ALREADY_EXISTS)',
].map((error) => json({ error }, 400))

describe('a question to the semantic layer', () => {
  it('waits while Cube says so', async () => {
    const { port, asked } = answering(json({ error: 'Continue wait' }), ROWS)
    expect(await loadRows(port, 't', {})).toEqual([{ 'a.b': 1 }])
    expect(asked()).toBe(2)
  })

  it('is asked again when a kept connection was closed under it, once', async () => {
    const again = answering(lost, ROWS)
    expect(await loadRows(again.port, 't', {})).toHaveLength(1)
    const twice = answering(lost)
    await expect(loadRows(twice.port, 't', {})).rejects.toMatchObject({ refused: false })
    expect(twice.asked()).toBe(2)
  })

  it('is asked again when Cube misses the rollup it has just made, but not for ever', async () => {
    const again = answering(JUST_MADE, ...MADE_TWICE, ROWS)
    expect(await loadRows(again.port, 't', {})).toHaveLength(1)
    const always = answering(JUST_MADE)
    await expect(loadRows(always.port, 't', {})).rejects.toBeInstanceOf(CubeUnavailable)
    expect(always.asked()).toBe(9)
  })

  it('is given up at once where nobody listens, and where Cube refuses', async () => {
    const nobody = answering(refused)
    await expect(loadRows(nobody.port, 't', {})).rejects.toMatchObject({ refused: false })
    expect(nobody.asked()).toBe(1)
    const no = answering(json({ error: 'Refused: the token carries no scope' }, 403))
    await expect(loadRows(no.port, 't', {})).rejects.toMatchObject({ refused: true })
    expect(no.asked()).toBe(1)
  })

  it('is an error, not data, when the answer is something else', async () => {
    const query = { measures: ['a.b'] }
    const page = new Response('<html>Bad gateway</html>', { status: 200 })
    for (const answer of [json({ data: [{ 'a.other': 1 }] }), json({ rows: [] }), json({ data: [{ 'a.b': 'x' }] })])
      await expect(loadRows(answering(answer).port, 't', query)).rejects.toMatchObject({
        fault: 'wrong',
        refused: false,
      })
    await expect(loadRows(answering(page).port, 't', query)).rejects.toMatchObject({ fault: 'down' })
    await expect(loadRows(answering(json({ error: 'x' }, 500)).port, 't', query)).rejects.toMatchObject({
      fault: 'failed',
    })
  })

  it('is turned away at once after three silences, and goes through again by itself', async () => {
    const at = { ms: 0 }
    const breaker = new Breaker({ after: 3, rest: 1_000, now: () => at.ms })
    const { port, asked } = answering(refused, refused, refused, ROWS)
    for (let n = 0; n < 5; n++)
      await expect(loadRows({ ...port, breaker }, 't', {})).rejects.toMatchObject({ fault: 'down' })
    expect(asked()).toBe(3)
    at.ms = 1_000
    expect(await loadRows({ ...port, breaker }, 't', {})).toHaveLength(1)
    expect([breaker.state, asked()]).toEqual(['closed', 4])
  })

  it('counts a proxy without anybody behind it as silence, and an error of Cube itself as an answer', async () => {
    const breaker = new Breaker({ after: 1 })
    await expect(loadRows({ ...answering(json({ error: 'no' }, 500)).port, breaker }, 't', {})).rejects.toMatchObject({
      fault: 'failed',
    })
    expect(breaker.state).toBe('closed')
    await expect(loadRows({ ...answering(json({}, 502)).port, breaker }, 't', {})).rejects.toThrow()
    expect(breaker.state).toBe('open')
  })

  it('carries a fresh token when its own grows old while it waits, or was turned away', async () => {
    const at = { ms: Date.parse('2026-01-01T00:00:00Z') }
    const places = new Territory([])
    const pass = scopePass({ areas: [], facilities: ['F1' as never] }, 'facility', places, 's'.repeat(32), () => {
      at.ms += 100_000
      return new Date(at.ms)
    })
    const wait = json({ error: 'Continue wait' })
    const { port, tokens } = answering(wait, wait, wait, ROWS)
    await loadRows(port, pass, {})
    expect(new Set(tokens).size).toBe(2)
    const ages = tokens.map((token) => Number(JSON.parse(atob(token.split('.')[1] ?? '')).iat))
    expect(ages).toEqual([...ages].sort((a, b) => a - b))

    const away = answering(json({ error: 'Invalid token' }, 403), ROWS)
    const still = scopePass(
      { areas: [], facilities: ['F1' as never] },
      'facility',
      places,
      's'.repeat(32),
      () => new Date(),
    )
    expect(await loadRows(away.port, still, {})).toHaveLength(1)
    const forged = answering(json({ error: 'Invalid token' }, 403))
    await expect(loadRows(forged.port, still, {})).rejects.toMatchObject({ refused: true })
    expect(forged.asked()).toBe(2)
  })
})

/** Stands in for a slow Cube: it answers nothing until its caller gives up, and notes which requests it was told to stop. */
function silentCube() {
  const begun: string[] = []
  const stopped: string[] = []
  const port = {
    url: 'http://slow.test',
    secret: 's',
    fetch: ((url, init) => {
      if (init?.method === 'DELETE') {
        stopped.push(String(url).split('/').at(-1) ?? '')
        return Promise.resolve(json({}))
      }
      begun.push(new Headers(init?.headers).get('x-request-id') ?? '')
      return new Promise((_, fail) => init?.signal?.addEventListener('abort', () => fail(init.signal?.reason)))
    }) as typeof fetch,
  }
  return { port, begun, stopped }
}

describe('a question nobody waits for', () => {
  it('is given up when the last has left, and stopped at Cube by its name', async () => {
    const { port, begun, stopped } = silentCube()
    const [one, two] = [new AbortController(), new AbortController()]
    const asked = [one, two].map(({ signal }) => loadRows({ ...port, signal }, 't', { measures: ['a.b'] }))
    one.abort(new Error('gone'))
    await expect(asked[0]).rejects.toThrow('gone')
    expect([begun.length, stopped]).toEqual([1, []])
    two.abort(new Error('gone too'))
    await expect(asked[1]).rejects.toThrow('gone too')
    await expect.poll(() => stopped).toEqual([begun[0]?.replace('-span-1', '')])
  })

  it('is no silence: the breaker learns nothing from it', async () => {
    const breaker = new Breaker({ after: 1 })
    const stop = new AbortController()
    const asked = loadRows({ ...silentCube().port, breaker, signal: stop.signal }, 't', {})
    stop.abort()
    await expect(asked).rejects.toThrow()
    expect(breaker.state).toBe('closed')
  })
})
