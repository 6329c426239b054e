import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEVELS, type Level } from '../task/level'
import { type AlertAct, type AlertStanding, decideAct, LONGEST_SNOOZE } from './act'
import { ALERT_STATES, type AlertState } from './state'

const NOW = new Date('2026-11-22T02:00:00Z')
const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const alert = (change: Partial<AlertStanding> = {}): AlertStanding => ({
  id: 'a',
  state: 'open',
  level: 'III',
  acknowledgedAt: null,
  snoozedUntil: null,
  ...change,
})
const note = '核对过原始数据'

describe('one act', () => {
  test('no act is done without words', () => {
    const acts: AlertAct[] = [
      { kind: 'acknowledge', note: ' ' },
      { kind: 'snooze', until: after(1), note: '' },
      { kind: 'setLevel', level: 'I', note: '' },
      { kind: 'falseAlarm', note: '\n' },
      { kind: 'merge', into: alert({ id: 'b' }), note: '' },
    ]
    for (const act of acts) expect(decideAct(alert(), act, NOW)).toEqual({ ok: false, refusal: 'note-missing' })
  })

  test('acknowledged once, the first time stands', () => {
    const first = decideAct(alert(), { kind: 'acknowledge', note }, NOW)
    expect(first).toMatchObject({ command: 'acknowledge', after: 'open', set: { acknowledgedAt: NOW } })
    const again = decideAct(alert({ acknowledgedAt: NOW }), { kind: 'acknowledge', note }, after(1))
    expect(again).toEqual({ ok: true, repeated: true })
  })

  test.each(LEVELS)('a %s alert rests as long as its level allows and no longer, and never into the past', (level) => {
    const longest = LONGEST_SNOOZE[level]
    const snooze = (hours: number) => decideAct(alert({ level }), { kind: 'snooze', until: after(hours), note }, NOW)
    expect(snooze(longest)).toMatchObject({ ok: true, set: { snoozedUntil: after(longest), acknowledgedAt: NOW } })
    expect(snooze(longest + 0.1)).toEqual({ ok: false, refusal: 'until-too-far' })
    expect(snooze(0)).toEqual({ ok: false, refusal: 'until-past' })
    expect(snooze(-1)).toEqual({ ok: false, refusal: 'until-past' })
    expect(snooze(Number.NaN)).toEqual({ ok: false, refusal: 'until-past' })
  })

  test('graver ends its rest, milder leaves it; the same level is no change', () => {
    const resting = alert({ snoozedUntil: after(5) })
    const to = (level: Level) => decideAct(resting, { kind: 'setLevel', level, note }, NOW)
    expect(to('II')).toMatchObject({ command: 'raiseLevel', set: { level: 'II', snoozedUntil: null } })
    expect(to('IV')).toMatchObject({ command: 'lowerLevel', set: { level: 'IV' } })
    expect(to('III')).toEqual({ ok: true, repeated: true })
  })

  test('merged into a live alert, never into itself or into what is over; split it stands open again', () => {
    const into = (change: Partial<AlertStanding>) =>
      decideAct(alert(), { kind: 'merge', into: alert({ id: 'b', ...change }), note }, NOW)
    expect(into({})).toMatchObject({ after: 'merged', set: { mergedInto: 'b' } })
    expect(into({ state: 'dispatched' })).toMatchObject({ ok: true })
    expect(into({ id: 'a' })).toEqual({ ok: false, refusal: 'merge-into-itself' })
    for (const state of ['closed', 'falseAlarm', 'merged', 'inhibited'] as const)
      expect(into({ state })).toEqual({ ok: false, refusal: 'merge-target-over' })
    expect(decideAct(alert({ state: 'merged' }), { kind: 'split', note }, NOW)).toMatchObject({
      after: 'open',
      set: { mergedInto: null },
    })
  })
})

test('whatever is done: what is closed or false stays so, and an act done at once again changes nothing', () => {
  const state = fc.constantFrom(...ALERT_STATES)
  const level = fc.constantFrom(...LEVELS)
  const instant = fc.integer({ min: -50, max: 800 }).map(after)
  const standing = fc.record({
    id: fc.constant('a'),
    state,
    level,
    acknowledgedAt: fc.option(instant, { nil: null }),
    snoozedUntil: fc.option(instant, { nil: null }),
  })
  const act: fc.Arbitrary<AlertAct> = fc.oneof(
    fc
      .constantFrom('acknowledge', 'wake', 'falseAlarm', 'split', 'release')
      .map((kind) => ({ kind, note }) as AlertAct),
    instant.map((until) => ({ kind: 'snooze' as const, until, note })),
    level.map((to) => ({ kind: 'setLevel' as const, level: to, note })),
    standing.map((into) => ({ kind: 'merge' as const, into: { ...into, id: 'b' }, note })),
  )
  fc.assert(
    fc.property(standing, act, (before, done) => {
      const decided = decideAct(before, done, NOW)
      if (!decided.ok || decided.repeated) return
      const over: AlertState[] = ['closed', 'falseAlarm']
      expect(over).not.toContain(before.state)
      const next = { ...before, ...decided.set, state: decided.after }
      const again = decideAct(next, done, NOW)
      expect(again.ok ? again.repeated : again.refusal).toBe(done.kind === 'merge' ? 'wrong-state' : true)
    }),
    { numRuns: 2_000, seed: 20261122 },
  )
})
