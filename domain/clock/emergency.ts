import { LEVELS, type Level } from '../task/level'
import { type DueTimes, inOrder } from './due'
import { after, elapsed } from './run'
import { type ClockSettings, countingOf, type Duration, lengthOf } from './settings'

/** The same settings while 急 holds: every clock runs round the clock, and nobody is spared in the quiet hours. */
export function aroundTheClock(settings: ClockSettings): ClockSettings {
  const levels = { ...settings.levels }
  for (const level of LEVELS) levels[level] = { ...levels[level], calendar: 'always' }
  return { ...settings, levels, quiet: null }
}

/** The settings a task runs by: those of the commission, or round the clock while its place works in emergency. */
export function settingsFor(
  settings: ClockSettings,
  { emergencyClock }: { readonly emergencyClock: boolean },
): ClockSettings {
  return emergencyClock ? aroundTheClock(settings) : settings
}

/**
 * The deadlines of a task whose place changes between 平 and 急. Each clock keeps the share of its length that was left: four working hours
 * left are four hours left, two working days are two days. A clock that ran out stays run out, and going over to 急 gives no clock more time.
 * @param from the settings it ran by; @param to those it runs by from `at` on
 * @param at now, or since when its clocks stand still
 */
export function dueAfterChange(
  from: ClockSettings,
  to: ClockSettings,
  level: Level,
  due: DueTimes,
  at: Date,
): DueTimes {
  const [before, now] = [countingOf(from, level), countingOf(to, level)]
  const moved = (by: Date, { unit }: Duration) => {
    if (by <= at || before.kind === now.kind) return by
    const unitLength = (counting: typeof before) => lengthOf({ amount: 1, unit }, counting)
    const left = (elapsed(before, at, by) * unitLength(now)) / unitLength(before)
    const changed = after(now, at, Math.round(left))
    return now.kind === 'always' && changed > by ? by : changed
  }
  const clocks = from.levels[level]
  return inOrder({
    signBy: moved(due.signBy, clocks.sign),
    feedbackBy: moved(due.feedbackBy, clocks.firstFeedback),
    closeBy: moved(due.closeBy, clocks.close),
  })
}
