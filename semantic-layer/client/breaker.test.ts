import { describe, expect, it } from 'vitest'
import { Breaker, type Trial } from './breaker'

function clock() {
  const at = { ms: 0 }
  return { at, breaker: new Breaker({ after: 3, rest: 1_000, longest: 4_000, now: () => at.ms }) }
}
const admitted = (breaker: Breaker): Trial => {
  const trial = breaker.admit()
  if (!trial) throw new Error('turned away')
  return trial
}

describe('the breaker', () => {
  it('turns callers away after silences in a row, not after silences with an answer between them', () => {
    const { breaker } = clock()
    for (const silent of [true, true, false, true, true]) {
      const trial = admitted(breaker)
      if (silent) trial.silent()
      else trial.answered()
    }
    expect(breaker.state).toBe('closed')
    admitted(breaker).silent()
    expect([breaker.state, breaker.admit()]).toEqual(['open', null])
  })

  it('lets one try go after the rest; its answer opens the way for all', () => {
    const { breaker, at } = clock()
    for (let n = 0; n < 3; n++) admitted(breaker).silent()
    at.ms = 999
    expect(breaker.admit()).toBeNull()
    at.ms = 1_000
    const trial = admitted(breaker)
    expect([breaker.state, breaker.admit()]).toEqual(['half-open', null])
    trial.answered()
    expect(breaker.state).toBe('closed')
    expect([breaker.admit(), breaker.admit()]).not.toContain(null)
  })

  it('rests twice as long after each silent try, up to the longest, and from the start again after an answer', () => {
    const { breaker, at } = clock()
    for (let n = 0; n < 3; n++) admitted(breaker).silent()
    const rests: number[] = []
    for (let n = 0; n < 4; n++) {
      const from = at.ms
      while (!breaker.admit()) {
        at.ms += 500
        if (at.ms > 60_000) throw new Error('it never tries again')
        if (breaker.state === 'half-open') {
          rests.push(at.ms - from)
          admitted(breaker).silent()
          break
        }
      }
    }
    expect(rests).toEqual([1_000, 2_000, 4_000, 4_000])
    at.ms += 4_000
    admitted(breaker).answered()
    for (let n = 0; n < 3; n++) admitted(breaker).silent()
    at.ms += 1_000
    expect(breaker.state).toBe('half-open')
  })

  it('lets another try when the one under way was given up by its caller', () => {
    const { breaker, at } = clock()
    for (let n = 0; n < 3; n++) admitted(breaker).silent()
    at.ms = 1_000
    admitted(breaker).leave()
    expect(breaker.admit()).not.toBeNull()
  })

  it('counts what fell silent together as one outage, and believes a late answer', () => {
    const { breaker, at } = clock()
    const together = Array.from({ length: 30 }, () => admitted(breaker))
    const late = admitted(breaker)
    for (const trial of together) trial.silent()
    at.ms = 1_000
    expect(breaker.state).toBe('half-open')
    at.ms = 0
    late.answered()
    expect(breaker.state).toBe('closed')
  })
})
