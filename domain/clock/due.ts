import type { Level } from '../task/level'
import { after, elapsed } from './run'
import { type ClockSettings, countingOf, lengthOf } from './settings'

/** Until when a task is to be signed for, first fed back and closed. */
export interface DueTimes {
  readonly signBy: Date
  readonly feedbackBy: Date
  readonly closeBy: Date
}

/** Due instants counted from `from` in the level's calendar. */
export function dueTimes(settings: ClockSettings, level: Level, from: Date): DueTimes {
  const counting = countingOf(settings, level)
  const clocks = settings.levels[level]
  const due = (name: 'sign' | 'firstFeedback' | 'close') => after(counting, from, lengthOf(clocks[name], counting))
  return inOrder({ signBy: due('sign'), feedbackBy: due('firstFeedback'), closeBy: due('close') })
}

/** No later promise before an earlier one: days and hours that stand in order in working time need not do so round the clock. */
export function inOrder({ signBy, feedbackBy, closeBy }: DueTimes): DueTimes {
  const feedback = feedbackBy < signBy ? signBy : feedbackBy
  return { signBy, feedbackBy: feedback, closeBy: closeBy < feedback ? feedback : closeBy }
}

/** After 转办 the new handler gets new clocks for signing and feedback; the closing clock goes on, and none ends after it. */
export function dueAfterTransfer(settings: ClockSettings, level: Level, from: Date, closeBy: Date): DueTimes {
  const fresh = dueTimes(settings, level, from)
  const notAfterClose = (at: Date) => (at < closeBy ? at : closeBy)
  return { signBy: notAfterClose(fresh.signBy), feedbackBy: notAfterClose(fresh.feedbackBy), closeBy }
}

/** With a later closing instant the other two stay. */
export function dueAfterExtension(due: DueTimes, until: Date): DueTimes {
  return { ...due, closeBy: until > due.closeBy ? until : due.closeBy }
}

/**
 * Clocks that stood still from `pausedAt` to `now`: each that had time left has the same clock time left now. A clock that had run out
 * before the pause stays run out.
 */
export function dueAfterPause(
  settings: ClockSettings,
  level: Level,
  due: DueTimes,
  pausedAt: Date,
  now: Date,
): DueTimes {
  const counting = countingOf(settings, level)
  const shifted = (at: Date) =>
    at <= pausedAt || now <= pausedAt ? at : after(counting, now, elapsed(counting, pausedAt, at))
  return { signBy: shifted(due.signBy), feedbackBy: shifted(due.feedbackBy), closeBy: shifted(due.closeBy) }
}
