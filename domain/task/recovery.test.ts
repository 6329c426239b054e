import { describe, expect, test } from 'vitest'
import type { RuleState } from '../rules/verdict'
import { hasRelapsed, type RecordedStep, recoverySeen } from './recovery'

const SAID = new Date('2026-11-01T00:00:00Z')
const months = (first: number, ...states: RuleState[]): RecordedStep[] =>
  states.map((state, i) => ({ step: `2026-${String(first + i).padStart(2, '0')}-01`, state, at: SAID }))

describe('recovery', () => {
  test.each<[string, RuleState[], number, boolean]>([
    ['the finding alone', ['fires'], 1, false],
    ['one step inside', ['fires', 'calm'], 1, true],
    ['one of two', ['fires', 'calm'], 2, false],
    ['two of two', ['fires', 'calm', 'calm'], 2, true],
    ['out again', ['fires', 'calm', 'calm', 'fires'], 1, false],
    ['a step nobody could judge proves nothing', ['fires', 'calm', 'not-judged'], 1, false],
    ['the finding itself was corrected away', ['calm'], 1, true],
    ['nothing recorded', [], 1, false],
  ])('%s', (_, states, window, recovered) => {
    expect(recoverySeen(months(6, ...states), '2026-06-01', window).recovered).toBe(recovered)
  })

  test('steps before the finding do not count', () => {
    const seen = recoverySeen(months(3, 'calm', 'calm', 'calm', 'fires'), '2026-06-01', 1)
    expect(seen).toEqual({ recovered: false, window: 1, steps: [{ at: '2026-06-01', inside: false }] })
  })
})

describe('relapse', () => {
  const task = { since: '2026-06-01', closedAt: new Date('2026-10-01T00:00:00Z'), relapseDays: 90 }
  const fires = (step: string, at: string): RecordedStep => ({ step, state: 'fires', at: new Date(at) })
  test.each<[string, RecordedStep, boolean]>([
    ['fired after the closing', fires('2026-09-01', '2026-10-05T00:00:00Z'), true],
    ['the finding judged once more', fires('2026-06-01', '2026-10-05T00:00:00Z'), false],
    ['fired before the closing', fires('2026-08-01', '2026-09-05T00:00:00Z'), false],
    ['on the ninetieth day', fires('2026-11-01', '2026-12-30T00:00:00Z'), true],
    ['later than that', fires('2026-11-01', '2026-12-30T00:00:01Z'), false],
    ['calm', { ...fires('2026-09-01', '2026-10-05T00:00:00Z'), state: 'calm' }, false],
  ])('%s: %s', (_, step, relapsed) => expect(hasRelapsed([step], task)).toBe(relapsed))
})
