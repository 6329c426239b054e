import { z } from 'zod'
import { LEVELS, type Level } from '../task/level'

const Minute = z.int().min(0).max(1439)

/** Which levels reach a person by which channel, and when they are left in peace. Minutes of the day on the clock of UTC+8. */
export const NoticePreference = z.strictObject({
  inboxLevels: z.array(z.enum(LEVELS)),
  /** Empty: nothing by e-mail. */
  email: z.union([z.literal(''), z.email().max(254)]),
  emailLevels: z.array(z.enum(LEVELS)),
  /** 免打扰; from after until goes over midnight, both equal is no quiet at all. */
  quiet: z.strictObject({ from: Minute, until: Minute }).nullable(),
})
export type NoticePreference = z.infer<typeof NoticePreference>

/** Who has chosen nothing finds everything in the inbox and gets no mail. */
export const USUAL_PREFERENCE: NoticePreference = {
  inboxLevels: [...LEVELS],
  email: '',
  emailLevels: ['I', 'II'],
  quiet: null,
}

/** Red is always told, in the inbox and at any hour: nobody can choose not to know. */
const ALWAYS: Level = 'I'

export function inInbox(preference: NoticePreference, level: Level): boolean {
  return level === ALWAYS || preference.inboxLevels.includes(level)
}

/** When an e-mail of this level may leave: now, when the quiet ends, or never (`null`). */
export function mailAt(preference: NoticePreference, level: Level, now: Date): Date | null {
  if (preference.email === '' || !preference.emailLevels.includes(level)) return null
  return level === ALWAYS ? now : endOfQuiet(preference.quiet, now)
}

const DAY = 1440
const MINUTE = 60_000
/** One clock in the whole country, without summer time. */
const OFFSET = 480

/** `now` itself outside the quiet hours, else the instant they end. */
export function endOfQuiet(quiet: NoticePreference['quiet'], now: Date): Date {
  if (!quiet || quiet.from === quiet.until) return now
  const minute = (Math.floor(now.getTime() / MINUTE) + OFFSET) % DAY
  const long = (quiet.until - quiet.from + DAY) % DAY
  const into = (minute - quiet.from + DAY) % DAY
  if (into >= long) return now
  return new Date((Math.floor(now.getTime() / MINUTE) + long - into) * MINUTE)
}
