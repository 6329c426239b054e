import type { Answer } from '@cockpit/domain/indicator/envelope'
import { describe, expect, it } from 'vitest'
import { type AnswerCache, askOnce, type Question } from './answer-cache'
import { CubeUnavailable } from './unavailable'

function memory(): AnswerCache & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    get: async (key) => entries.get(key) ?? null,
    set: async (key, value) => entries.set(key, value),
  }
}

const answer = (value: number): Answer => ({
  rows: [{ key: '', cells: { 'a.b': { indicator: 'a.b', state: 'shown', value, definitionVersion: '1' } } }],
  period: { from: '2025-10-01', to: '2025-10-31' },
  dataThrough: null,
  asOf: null,
  coverage: null,
  dataVersion: `t@${value}`,
  demo: true,
})
const down = () => Promise.reject(new CubeUnavailable('away', 'down'))
const numberOf = (one: Answer) => one.rows[0]?.cells['a.b']?.value

/** Questions to a warehouse whose version and answers the test sets. */
function warehouse() {
  const state = { version: '1', value: 1, at: '2026-01-01T00:00:00.000Z', asked: 0, away: false, wrong: false }
  const cache = memory()
  const ask = (identity: string, more: Partial<Question<null>> = {}) =>
    askOnce<null>({
      identity,
      cache,
      now: () => new Date(state.at),
      version: () => (state.away ? down() : Promise.resolve({ version: state.version, with: null })),
      ask: async () => {
        state.asked++
        if (state.wrong) throw new CubeUnavailable('other rows', 'wrong')
        return answer(state.value)
      },
      ...more,
    })
  return { state, cache, ask }
}

describe('an answer', () => {
  it('is kept for its identity and version, for an hour', async () => {
    const { state, ask } = warehouse()
    expect([numberOf(await ask('a')), numberOf(await ask('a')), state.asked]).toEqual([1, 1, 1])
    await ask('b')
    expect(state.asked).toBe(2)
    Object.assign(state, { version: '2', value: 7 })
    expect([numberOf(await ask('a')), state.asked]).toEqual([7, 3])
    state.at = '2026-01-01T00:59:59.000Z'
    await ask('a')
    expect(state.asked).toBe(3)
    state.at = '2026-01-01T01:00:00.000Z'
    await ask('a')
    expect(state.asked).toBe(4)
  })

  it.each(['away', 'wrong'] as const)(
    'of a warehouse that is %s is the last good one with its age, in every cell',
    async (how) => {
      const { state, ask } = warehouse()
      await ask('a')
      Object.assign(state, { at: '2026-01-02T00:00:00.000Z', version: '2', [how]: true })
      const old = await ask('a')
      expect(old.staleSince).toBe('2026-01-01T00:00:00.000Z')
      expect(old.rows[0]?.cells['a.b']).toMatchObject({ value: 1, staleSince: '2026-01-01T00:00:00.000Z' })
      state[how] = false
      const good = await ask('a')
      expect([good.staleSince, good.rows[0]?.cells['a.b']?.staleSince]).toEqual([undefined, undefined])
    },
  )

  it('is never another scope’s: without one of its own there is none', async () => {
    const { state, ask, cache } = warehouse()
    await ask('scope one, question')
    state.away = true
    await expect(ask('scope two, question')).rejects.toMatchObject({ fault: 'down' })
    expect(cache.entries.size).toBe(1)
  })

  it('is not an older one when the warehouse refuses', async () => {
    const { state, ask } = warehouse()
    await ask('a')
    state.version = '2'
    const refuse = () => Promise.reject(new CubeUnavailable('no scope', 'refused'))
    await expect(ask('a', { ask: refuse })).rejects.toMatchObject({ refused: true })
  })

  it('is worked out once for all who ask together, but not for who asks after a publication', async () => {
    const { state, ask } = warehouse()
    let finish: (one: Answer) => void = () => undefined
    const slow = () =>
      new Promise<Answer>((done) => {
        state.asked++
        finish = done
      })
    const before = [ask('a', { ask: slow }), ask('a', { ask: slow })]
    await expect.poll(() => state.asked).toBe(1)
    Object.assign(state, { version: '2', value: 2 })
    expect(numberOf(await ask('a'))).toBe(2)
    finish(answer(1))
    expect((await Promise.all(before)).map(numberOf)).toEqual([1, 1])
    // What came late was of an older version, and is not taken for the new one's.
    expect(numberOf(await ask('a'))).toBe(2)
  })

  it('that takes too long gives way to the last good one, goes on, and is there for the next', async () => {
    const { state, ask } = warehouse()
    await ask('a')
    Object.assign(state, { version: '2', value: 2 })
    let finish: (one: Answer) => void = () => undefined
    const slow = (_: null, signal: AbortSignal) =>
      new Promise<Answer>((done, fail) => {
        finish = done
        signal.addEventListener('abort', () => fail(signal.reason))
      })
    const page = new AbortController()
    const first = await ask('a', { ask: slow, giveWay: 1, signal: page.signal })
    expect([numberOf(first), first.staleSince]).toEqual([1, state.at])
    page.abort()
    const joined = ask('a')
    finish(answer(2))
    expect([numberOf(await joined), state.asked]).toEqual([2, 1])
    // Where nothing was answered before there is nothing to give way to.
    const waiting = ask('never asked', { ask: slow, giveWay: 1 })
    await expect.poll(() => typeof finish).toBe('function')
    await new Promise((done) => setTimeout(done, 5))
    finish(answer(3))
    expect(numberOf(await waiting)).toBe(3)
  })

  it('is given up with its last caller, and that is no outage', async () => {
    const { ask } = warehouse()
    await ask('a')
    const page = new AbortController()
    let told = false
    const waiting = ask('b', {
      signal: page.signal,
      ask: (_, signal) =>
        new Promise((_done, fail) =>
          signal.addEventListener('abort', () => {
            told = true
            fail(signal.reason)
          }),
        ),
    })
    setTimeout(() => page.abort(new Error('page closed')), 0)
    await expect(waiting).rejects.toThrow('page closed')
    expect(told).toBe(true)
  })
})
