import type { Level } from '../task/level'
import type { Supervision } from '../task/machine'
import { DAY_MS, dayOf, startOfDay, timeOfDay } from './calendar'
import type { DueTimes } from './due'
import { after, elapsed } from './run'
import { type ClockSettings, countingOf, lengthOf, minutesOf } from './settings'

export type ClockName = 'sign' | 'feedback' | 'close'

/** A task as its clocks see it. */
export interface ClockedTask extends DueTimes {
  readonly id: string
  readonly level: Level
  /** Which clock runs; null when none does (closed, or standing still). */
  readonly running: ClockName | null
  /** From when the running round counts: dispatch, transfer, relapse. */
  readonly clockFrom: Date
  /** Clock time that this round stood still, in seconds. */
  readonly pausedSeconds: number
  /** Raised by one whenever the clocks were set anew: the same reminder is due once a round. */
  readonly round: number
  readonly supervision: Supervision
  readonly escalation: number
  /** Authorities above the one that has it now. */
  readonly above: number
}

export type Reminder =
  | { readonly kind: 'urge'; readonly clock: ClockName; readonly key: string }
  | { readonly kind: 'escalate'; readonly clock: ClockName; readonly key: string; readonly to: 'next' | 'top' }
  | { readonly kind: 'card'; readonly grade: 'yellow' | 'red'; readonly key: string }

/**
 * What the product has to do about a task's clocks at this instant. Each has a key of its own, so that a pass repeated after a kill, or
 * after the machine's clock jumped back, does it once. In the quiet hours nothing is due but for the levels excepted; it is due when
 * they end.
 */
export function remindersDue(task: ClockedTask, settings: ClockSettings, now: Date): Reminder[] {
  const { running } = task
  if (running === null || quietUntil(settings, task.level, now) !== null) return []
  const counting = countingOf(settings, task.level)
  const clocks = settings.levels[task.level]
  const due = { sign: task.signBy, feedback: task.feedbackBy, close: task.closeBy }[running]
  const key = (what: string) => `clock:${what}:${task.id}:${task.round}`
  const found: Reminder[] = []

  const paused = task.pausedSeconds * 1000
  const whole = elapsed(counting, task.clockFrom, due) - paused
  const used = elapsed(counting, task.clockFrom, now) - paused
  if (now <= due && whole > 0 && used >= clocks.urgeShare * whole)
    found.push({ kind: 'urge', clock: running, key: key(`urge-${running}`) })
  // A task whose clock ran out is urged as well, once: it may have run out within the quiet hours or while the jobs stood still.
  if (now > due) {
    found.push({ kind: 'urge', clock: running, key: key(`late-${running}`) })
    if (task.escalation < task.above)
      found.push({ kind: 'escalate', clock: running, key: key(`escalate-${running}`), to: clocks.escalateTo })
  }
  const card = cardDue(task, settings, now)
  if (card) found.push({ kind: 'card', grade: card, key: key(card) })
  return found
}

/** The gravest card that the time since the closing clock ran out calls for and the task does not have yet. */
function cardDue(task: ClockedTask, settings: ClockSettings, now: Date): 'yellow' | 'red' | null {
  const counting = countingOf(settings, task.level)
  const { yellowAfter, redAfter } = settings.levels[task.level]
  const since = (length: typeof redAfter) =>
    length !== null && now >= after(counting, task.closeBy, lengthOf(length, counting))
  if (since(redAfter)) return task.supervision === 'red' ? null : 'red'
  if (since(yellowAfter)) return task.supervision === 'red' || task.supervision === 'yellow' ? null : 'yellow'
  return null
}

/** The end of the quiet hours that this instant falls into, or null when one may be told now. `from` after `until` spans midnight. */
export function quietUntil(settings: ClockSettings, level: Level, now: Date): Date | null {
  const { quiet } = settings
  if (!quiet || quiet.except.includes(level)) return null
  const [from, until] = [minutesOf(quiet.from) * 60_000, minutesOf(quiet.until) * 60_000]
  const time = timeOfDay(now)
  const midnight = startOfDay(dayOf(now))
  if (from === until) return null
  if (from < until) return time >= from && time < until ? new Date(midnight + until) : null
  if (time >= from) return new Date(midnight + DAY_MS + until)
  return time < until ? new Date(midnight + until) : null
}
