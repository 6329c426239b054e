import { z } from 'zod'
import { LEVELS, type Level } from '../task/level'
import { ALWAYS, type Counting, dayLength } from './run'

/** A length of clock time. A day is 24 hours, or one working day where the clock counts working time. */
export const Duration = z.strictObject({
  amount: z.number().positive().max(1000),
  unit: z.enum(['minutes', 'hours', 'days']),
})
export type Duration = z.infer<typeof Duration>

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const LevelClocks = z.strictObject({
  /** `always` counts round the clock, `working` working time only. */
  calendar: z.enum(['always', 'working']),
  sign: Duration,
  firstFeedback: Duration,
  close: Duration,
  /** Share of each clock after which the handler is reminded (催办). */
  urgeShare: z.number().gt(0).lt(1),
  /** Where an overdue task is told: to the next authority up the tree, or at once to the highest. */
  escalateTo: z.enum(['next', 'top']),
  /** After the closing clock ran out: how much later a card is given; null gives none. */
  yellowAfter: Duration.nullable(),
  redAfter: Duration.nullable(),
})

/** Everything about the clocks that a commission may set. Defaults are the product's, not policy. */
export const ClockSettings = z
  .strictObject({
    levels: z.strictObject({ I: LevelClocks, II: LevelClocks, III: LevelClocks, IV: LevelClocks }),
    /** Spans of a working day, in order. */
    workingHours: z
      .array(z.tuple([TimeOfDay, TimeOfDay]))
      .min(1)
      .max(4),
    /** Nothing is told between these times of day, except of the levels named. `from` may be later than `until`. */
    quiet: z.strictObject({ from: TimeOfDay, until: TimeOfDay, except: z.array(z.enum(LEVELS)) }).nullable(),
    /** States in which the clocks stand still. */
    pausedIn: z.array(z.enum(['suspended', 'fedBack', 'verifying'])),
    /** Days after closing in which the same finding counts as a relapse (复发). */
    relapseDays: z.int().min(1).max(365),
  })
  .superRefine((settings, context) => {
    const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    settings.workingHours.forEach(([from, until], i) => {
      if (minutesOf(until) <= minutesOf(from)) problem(['workingHours', i], 'a span ends after it begins')
      const before = settings.workingHours[i - 1]
      if (before && minutesOf(from) < minutesOf(before[1])) problem(['workingHours', i], 'spans stand in order')
    })
    for (const level of LEVELS) {
      const clocks = settings.levels[level]
      const day = settings.workingHours.reduce((sum, [from, until]) => sum + minutesOf(until) - minutesOf(from), 0)
      const minutes = ({ amount, unit }: Duration) =>
        amount * { minutes: 1, hours: 60, days: clocks.calendar === 'always' ? 1440 : Math.max(1, day) }[unit]
      if (minutes(clocks.firstFeedback) < minutes(clocks.sign))
        problem(['levels', level, 'firstFeedback'], 'the first feedback is due after signing')
      if (minutes(clocks.close) < minutes(clocks.firstFeedback))
        problem(['levels', level, 'close'], 'closing is due after the first feedback')
      if (clocks.yellowAfter && clocks.redAfter && minutes(clocks.redAfter) <= minutes(clocks.yellowAfter))
        problem(['levels', level, 'redAfter'], 'the red card comes after the yellow one')
    }
  })
export type ClockSettings = z.infer<typeof ClockSettings>

const minutes = (amount: number): Duration => ({ amount, unit: 'minutes' })
const hours = (amount: number): Duration => ({ amount, unit: 'hours' })
const days = (amount: number): Duration => ({ amount, unit: 'days' })

export const DEFAULT_CLOCK_SETTINGS: ClockSettings = {
  levels: {
    I: {
      ...{ calendar: 'always', sign: minutes(15), firstFeedback: hours(1), close: hours(24) },
      ...{ urgeShare: 0.5, escalateTo: 'top', yellowAfter: null, redAfter: null },
    },
    II: {
      ...{ calendar: 'always', sign: minutes(30), firstFeedback: hours(2), close: days(3) },
      ...{ urgeShare: 0.5, escalateTo: 'next', yellowAfter: null, redAfter: null },
    },
    III: {
      ...{ calendar: 'working', sign: hours(4), firstFeedback: days(1), close: days(7) },
      ...{ urgeShare: 0.8, escalateTo: 'next', yellowAfter: days(1), redAfter: null },
    },
    IV: {
      ...{ calendar: 'working', sign: days(1), firstFeedback: days(3), close: days(15) },
      ...{ urgeShare: 0.8, escalateTo: 'next', yellowAfter: days(3), redAfter: days(7) },
    },
  },
  workingHours: [
    ['08:30', '12:00'],
    ['14:00', '17:30'],
  ],
  quiet: { from: '22:00', until: '07:00', except: ['I'] },
  // Whoever waits for the indicator waits for no person.
  pausedIn: ['suspended', 'verifying'],
  relapseDays: 90,
}

export function countingOf(settings: ClockSettings, level: Level): Counting {
  if (settings.levels[level].calendar === 'always') return ALWAYS
  const spans = settings.workingHours.map(([from, until]) => ({
    from: minutesOf(from) * 60_000,
    until: minutesOf(until) * 60_000,
  }))
  return { kind: 'working', spans }
}

/** A duration as milliseconds of clock time. */
export function lengthOf({ amount, unit }: Duration, counting: Counting): number {
  return Math.round(amount * { minutes: 60_000, hours: 3_600_000, days: dayLength(counting) }[unit])
}

export { minutesOf }
