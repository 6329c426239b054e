import { describe, expect, it } from 'vitest'
import { CubeUnavailable, loadRows } from './cube-rest'

/** A port whose answers come in turn; what was left over is told. */
function answering(...answers: (Response | Error)[]) {
  let asked = 0
  const port = {
    url: 'http://cube.test',
    secret: 's',
    patience: 5_000,
    fetch: (async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)]
      if (answer instanceof Error) throw answer
      return answer?.clone()
    }) as typeof fetch,
  }
  return { port, asked: () => asked }
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
})
