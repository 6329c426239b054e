import { describe, expect, it } from 'vitest'
import { knownCatalogue } from './ask'

let number = 0
/** A Cube with one indicator, whose version is how often it was asked; away or holding back as the test wants. */
function serving() {
  const state = { asked: 0, away: false, at: 0, hold: null as Promise<void> | null }
  const cube = {
    url: `http://catalogue-${++number}.test`,
    secret: 's'.repeat(32),
    fetch: (async () => {
      await state.hold
      if (state.away) throw new TypeError('fetch failed')
      state.asked++
      const cubes = [{ name: 'a', measures: [], dimensions: [{ name: `a.${state.asked}`, type: 'string' }] }]
      return new Response(JSON.stringify({ cubes }))
    }) as unknown as typeof fetch,
  }
  return { state, known: () => knownCatalogue({ cube, now: () => new Date(state.at) }) }
}

describe('the catalogue one knows', () => {
  it('is fetched once for all who ask together, and believed for half a minute', async () => {
    const { state, known } = serving()
    const [one, two] = await Promise.all([known(), known()])
    expect([one === two, state.asked]).toEqual([true, 1])
    state.at = 29_999
    expect([(await known()) === one, state.asked]).toEqual([true, 1])
  })

  it('serves while it is fetched anew: nobody waits for that', async () => {
    const { state, known } = serving()
    const first = await known()
    state.at = 30_000
    let release: () => void = () => undefined
    state.hold = new Promise((done) => {
      release = done
    })
    expect(await known()).toBe(first)
    release()
    await expect.poll(() => state.asked).toBe(2)
    await expect.poll(async () => (await known()) !== first).toBe(true)
    expect(state.asked).toBe(2)
  })

  it('is the old one for everyone who asks together while nobody answers, however old', async () => {
    const { state, known } = serving()
    const first = await known()
    Object.assign(state, { at: 400_000, away: true })
    expect(await Promise.all([known(), known(), known()])).toEqual([first, first, first])
    state.away = false
    expect(await known()).not.toBe(first)
  })

  it('is unavailable when there never was one, and asked for again', async () => {
    const { state, known } = serving()
    state.away = true
    const both = await Promise.allSettled([known(), known()])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    state.away = false
    await known()
    expect(state.asked).toBe(1)
  })
})
