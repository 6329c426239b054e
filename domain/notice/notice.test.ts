import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEVELS } from '../task/level'
import { admitMail, admitTarget, NoticeChannels } from './channels'
import { endOfQuiet, inInbox, mailAt, NoticePreference, USUAL_PREFERENCE } from './preference'
import { afterAttempt, MOST_ATTEMPTS, waitAfter } from './retry'

/** 22:30 on the province's clock. */
const NIGHT = new Date('2026-11-22T14:30:00Z')
const clock = (hours: number, minutes = 0) => hours * 60 + minutes
const wants = (change: Partial<NoticePreference>): NoticePreference => ({
  ...USUAL_PREFERENCE,
  email: 'a@example.org',
  emailLevels: [...LEVELS],
  ...change,
})

describe('preferences', () => {
  test('quiet over midnight ends in the morning; red is told at once', () => {
    const quiet = { from: clock(22), until: clock(7) }
    expect(mailAt(wants({ quiet }), 'II', NIGHT)?.toISOString()).toBe('2026-11-22T23:00:00.000Z')
    expect(mailAt(wants({ quiet }), 'I', NIGHT)).toEqual(NIGHT)
    expect(mailAt(wants({ quiet: { from: clock(12), until: clock(13) } }), 'II', NIGHT)).toEqual(NIGHT)
    expect(mailAt(wants({ quiet: { from: clock(5), until: clock(5) } }), 'II', NIGHT)).toEqual(NIGHT)
  })

  test('the first quiet minute is quiet, the last instant is not', () => {
    const quiet = { from: clock(22, 30), until: clock(22, 31) }
    expect(endOfQuiet(quiet, NIGHT).toISOString()).toBe('2026-11-22T14:31:00.000Z')
    expect(endOfQuiet(quiet, new Date('2026-11-22T14:31:00Z')).toISOString()).toBe('2026-11-22T14:31:00.000Z')
  })

  test('the end of quiet is never quiet itself, never earlier, and less than a day away', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(minute, minute, instant, (from, until, now) => {
        const end = endOfQuiet({ from, until }, now)
        expect(end.getTime() - now.getTime()).toBeGreaterThanOrEqual(0)
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
        expect(endOfQuiet({ from, until }, end)).toEqual(end)
        // The same by the hands of a clock: the minute of the day in UTC+8.
        const shown = new Date(now.getTime() + 8 * 3_600_000)
        const at = shown.getUTCHours() * 60 + shown.getUTCMinutes()
        const inside = from <= until ? at >= from && at < until : at >= from || at < until
        expect(end.getTime() > now.getTime()).toBe(inside)
      }),
      { numRuns: 500, seed: 20261122 },
    )
  })

  test('no address is no mail, a level not chosen is none; red is always in the inbox', () => {
    expect(mailAt(wants({ email: '' }), 'I', NIGHT)).toBeNull()
    expect(mailAt(wants({ emailLevels: ['II'] }), 'I', NIGHT)).toBeNull()
    expect(LEVELS.filter((level) => inInbox(wants({ inboxLevels: ['III'] }), level))).toEqual(['I', 'III'])
    expect(NoticePreference.safeParse(wants({ email: 'no address' })).success).toBe(false)
  })
})

describe('retry', () => {
  test('waits double and stay within half of themselves and two hours', () => {
    expect([1, 2, 3, 4].map((attempt) => waitAfter(attempt, 1))).toEqual([10, 20, 40, 80])
    expect([1, 2, 3, 4].map((attempt) => waitAfter(attempt, 0))).toEqual([5, 10, 20, 40])
    expect(waitAfter(500, 1)).toBe(7200)
  })

  test('given up after the last attempt, or at once when another would fare the same', () => {
    expect(afterAttempt('failed', MOST_ATTEMPTS - 1, NIGHT, 1).state).toBe('waiting')
    expect(afterAttempt('failed', MOST_ATTEMPTS, NIGHT, 1).state).toBe('dead')
    expect(afterAttempt('refused', 1, NIGHT, 1).state).toBe('dead')
    expect(afterAttempt('sent', 3, NIGHT, 1).state).toBe('sent')
    expect(afterAttempt('failed', 1, NIGHT, 1).nextAttemptAt.getTime() - NIGHT.getTime()).toBe(10_000)
  })
})

describe('targets', () => {
  const { allow } = NoticeChannels.parse({
    baseUrl: 'https://cockpit.example',
    allow: [{ host: 'hooks.example.org' }, { host: 'inside.example', port: 8080, scheme: 'http', private: true }],
  })
  test.each([
    ['https://hooks.example.org/a?b=c', 'ok'],
    ['https://HOOKS.example.org/a', 'ok'],
    ['http://inside.example:8080/', 'ok'],
    ['https://hooks.example.org:8443/', 'host-not-listed'],
    ['http://hooks.example.org:443/', 'scheme'],
    ['https://inside.example:8080/', 'scheme'],
    ['https://hooks.example.org.evil.example/', 'host-not-listed'],
    ['https://evil.example/?https://hooks.example.org', 'host-not-listed'],
    ['https://user:word@hooks.example.org/', 'credentials-in-url'],
    ['https://hooks.example.org@evil.example/', 'credentials-in-url'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://hooks.example.org/', 'scheme'],
    ['https://169.254.169.254/', 'host-not-listed'],
    ['nonsense', 'not-a-url'],
  ])('%s: %s', (url, expected) => {
    const admitted = admitTarget(url, allow)
    expect(admitted.ok ? 'ok' : admitted.refusal).toBe(expected)
  })

  test('mail goes to whole domains on the list', () => {
    const to = (address: string) => admitMail(address, ['example.org'])
    expect(to('a@example.org')).toBe(true)
    expect(to('a@EXAMPLE.org')).toBe(true)
    for (const bad of ['a@evil-example.org', 'a@example.org.evil', 'example.org', '@example.org', 'a@b@evil.org'])
      expect(to(bad)).toBe(false)
  })
})
