import { describe, expect, test } from 'vitest'
import { aroundTheClock, dueAfterChange } from '../clock/emergency'
import { elapsed } from '../clock/run'
import { countingOf, DEFAULT_CLOCK_SETTINGS as ROUTINE } from '../clock/settings'
import { PersonId } from '../ids'
import { askProblem, decidePosture, POSTURE_COMMANDS, type PostureFacts, postureAt, postureCommandsIn } from './posture'

const one = PersonId.parse('one')
const two = PersonId.parse('two')
const now = new Date('2026-11-20T08:00:00Z')
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000)
const posture = (change: Partial<PostureFacts> = {}): PostureFacts => ({
  ...{ state: 'asked', askedBy: one, until: hours(24), endAskedBy: null, reviewed: false },
  ...change,
})
const decide = (facts: PostureFacts, command: (typeof POSTURE_COMMANDS)[number], by = two, note = '说明', at = now) =>
  decidePosture(facts, { command, by, note }, at)

describe('the switch', () => {
  test('one asks, another approves or declines; the asker only takes it back', () => {
    expect(decide(posture(), 'approve')).toMatchObject({ ok: true, state: 'inForce' })
    expect(decide(posture(), 'approve', one)).toEqual({ ok: false, refusal: 'second-person' })
    expect(decide(posture(), 'decline', one)).toEqual({ ok: false, refusal: 'second-person' })
    expect(decide(posture(), 'withdraw', one)).toMatchObject({ ok: true, state: 'withdrawn' })
    expect(decide(posture(), 'withdraw')).toEqual({ ok: false, refusal: 'not-the-asker' })
  })

  test('ends by itself at its expiry, and not a moment before', () => {
    const inForce = posture({ state: 'inForce' })
    expect(postureAt(inForce, new Date(hours(24).getTime() - 1))).toBe('inForce')
    expect(postureAt(inForce, hours(24))).toBe('expired')
    expect(postureAt(posture(), hours(24))).toBe('lapsed')
    expect(decide(posture(), 'approve', two, '', hours(24))).toEqual({ ok: false, refusal: 'wrong-state' })
  })

  test('ends earlier by two people, the first of whom writes what was learned', () => {
    const inForce = posture({ state: 'inForce' })
    expect(decide(inForce, 'askEnd', one, ' ')).toEqual({ ok: false, refusal: 'note-missing' })
    expect(decide(inForce, 'askEnd', one)).toEqual({ ok: true, state: 'inForce', ending: 'asked' })
    const ending = posture({ state: 'inForce', endAskedBy: one, reviewed: true })
    expect(decide(ending, 'approveEnd', one)).toEqual({ ok: false, refusal: 'second-person' })
    expect(decide(ending, 'approveEnd')).toEqual({ ok: true, state: 'ended', ending: 'settled' })
    expect(decide(ending, 'keepOn')).toEqual({ ok: true, state: 'inForce', ending: 'settled' })
    expect(decide(inForce, 'approveEnd')).toEqual({ ok: false, refusal: 'end-not-asked' })
  })

  test('one that expired still owes its review, once', () => {
    const over = posture({ state: 'inForce' })
    expect(postureCommandsIn(over, hours(25))).toEqual(['review'])
    expect(decide(over, 'review', one, '', hours(25))).toEqual({ ok: false, refusal: 'note-missing' })
    expect(decide(over, 'review', one, '学到的', hours(25))).toMatchObject({ ok: true, state: 'expired' })
    expect(decide({ ...over, reviewed: true }, 'review', one, 'x', hours(25))).toEqual({
      ok: false,
      refusal: 'reviewed-already',
    })
  })

  test('what is offered somebody may do, and what is not offered nobody', () => {
    const all = [
      posture(),
      posture({ state: 'inForce' }),
      posture({ state: 'inForce', endAskedBy: one }),
      posture({ state: 'ended' }),
    ]
    for (const facts of all)
      for (const command of POSTURE_COMMANDS) {
        const possible = [one, two].some((by) => decide(facts, command, by).ok)
        expect([command, possible]).toEqual([command, postureCommandsIn(facts, now).includes(command)])
      }
  })

  test('says why and until when, within bounds', () => {
    expect(askProblem('汛期', hours(24), now)).toBeNull()
    expect(askProblem(' ', hours(24), now)).toBe('note-missing')
    expect(askProblem('x', hours(0.5), now)).toBe('until-past')
    expect(askProblem('x', hours(31 * 24), now)).toBe('until-too-far')
  })
})

describe('clocks', () => {
  const emergency = aroundTheClock(ROUTINE)
  // Friday 16:00 in China; a working day is 08:30-12:00 and 14:00-17:30.
  const friday = now
  const due = {
    signBy: new Date('2026-11-23T02:00:00Z'),
    feedbackBy: new Date('2026-11-23T08:00:00Z'),
    closeBy: new Date('2026-12-01T08:00:00Z'),
  }

  test('four working hours become four hours, a working day a day', () => {
    expect(elapsed(countingOf(ROUTINE, 'III'), friday, due.signBy)).toBe(3 * 3_600_000)
    const changed = dueAfterChange(ROUTINE, emergency, 'III', due, friday)
    expect(changed.signBy).toEqual(hours(3))
    expect(changed.feedbackBy).toEqual(hours(24))
    expect(changed.closeBy).toEqual(hours(7 * 24))
  })

  test('and back: what was left is left', () => {
    const back = dueAfterChange(
      emergency,
      ROUTINE,
      'III',
      dueAfterChange(ROUTINE, emergency, 'III', due, friday),
      friday,
    )
    expect(back).toEqual(due)
  })

  test('a clock that ran out stays so; levels that always ran do not move; 急 gives nobody more time', () => {
    const late = { ...due, signBy: hours(-1) }
    expect(dueAfterChange(ROUTINE, emergency, 'III', late, friday).signBy).toEqual(hours(-1))
    expect(dueAfterChange(ROUTINE, emergency, 'I', due, friday)).toEqual(due)
    const monday = new Date('2026-11-23T00:30:00Z')
    const soon = { ...due, feedbackBy: new Date('2026-11-23T09:30:00Z') }
    expect(dueAfterChange(ROUTINE, emergency, 'III', soon, monday).feedbackBy).toEqual(soon.feedbackBy)
  })

  test('nobody is spared in the quiet hours', () => {
    expect(emergency.quiet).toBeNull()
    expect(ROUTINE.quiet).not.toBeNull()
  })
})
