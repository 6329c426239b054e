import { describe, expect, it } from 'vitest'
import { type Clock, clockState, runningClock, spanTo, type TaskClocks } from './countdown'

const AT = Date.parse('2026-11-21T08:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const task = (change: Partial<TaskClocks> = {}): TaskClocks => ({
  state: 'dispatched',
  level: 'II',
  dispatchedAt: AT,
  signBy: AT + 0.5 * HOUR,
  feedbackBy: AT + 2 * HOUR,
  closeBy: AT + 72 * HOUR,
  signedAt: null,
  fedBackAt: null,
  closedAt: null,
  ...change,
})

describe('the clock that counts now', () => {
  it.each<[string, Partial<TaskClocks>, string | undefined]>([
    ['dispatched: signing', {}, 'sign'],
    ['signed: first feedback', { state: 'signed', signedAt: AT }, 'feedback'],
    ['fed back: closing', { state: 'fedBack', signedAt: AT, fedBackAt: AT }, 'close'],
    [
      'sent back after feedback: closing, the first feedback was given',
      { state: 'signed', signedAt: AT, fedBackAt: AT },
      'close',
    ],
    ['closed: none', { state: 'closed', signedAt: AT, fedBackAt: AT, closedAt: AT }, undefined],
    ['aborted: none', { state: 'aborted' }, undefined],
  ])('%s', (_, change, name) => expect(runningClock(task(change))?.name).toBe(name))
})

describe('state of a clock at its boundaries', () => {
  const clock: Clock = { name: 'sign', from: AT, due: AT + 100 * MINUTE, metAt: null }
  it.each([
    ['II', 50 * MINUTE - 1, 'running'],
    ['II', 50 * MINUTE, 'soon'],
    ['III', 80 * MINUTE - 1, 'running'],
    ['III', 80 * MINUTE, 'soon'],
    ['III', 100 * MINUTE, 'soon'],
    ['III', 100 * MINUTE + 1, 'overdue'],
  ] as const)('level %s after %d ms is %s', (level, after, state) =>
    expect(clockState(clock, level, AT + after)).toBe(state),
  )
  it('kept exactly at its due instant is in time, a millisecond later it is late', () => {
    expect(clockState({ ...clock, metAt: clock.due }, 'II', AT)).toBe('met')
    expect(clockState({ ...clock, metAt: clock.due + 1 }, 'II', AT)).toBe('metLate')
  })
})

describe('the span that is written', () => {
  it.each([
    [AT + 99 * MINUTE + 12_000, { overdue: false, days: 0, clock: '1:39:12' }],
    [AT + 400, { overdue: false, days: 0, clock: '0:00:01' }],
    [AT, { overdue: false, days: 0, clock: '0:00:00' }],
    [AT - 1, { overdue: true, days: 0, clock: '0:00:00' }],
    [AT - 65_000, { overdue: true, days: 0, clock: '0:01:05' }],
    [AT + 24 * HOUR - 1000, { overdue: false, days: 0, clock: '23:59:59' }],
    [AT + 24 * HOUR, { overdue: false, days: 1, clock: '00:00:00' }],
    [AT - 51 * HOUR, { overdue: true, days: 2, clock: '03:00:00' }],
  ])('due at %d', (due, span) => expect(spanTo(due, AT)).toEqual(span))
})
