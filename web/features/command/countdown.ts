import { runningClock as promised } from '@cockpit/domain/task/clock'
import type { Level } from '@cockpit/domain/task/level'
import type { TaskState } from '@cockpit/domain/task/machine'

/** The three promises of a task: 签收, 首次反馈, 办结. */
export type ClockName = 'sign' | 'feedback' | 'close'

/** Instants as milliseconds since 1970, as the server counts them. */
export interface TaskClocks {
  readonly state: TaskState
  readonly level: Level
  readonly dispatchedAt: number
  readonly signBy: number
  readonly feedbackBy: number
  readonly closeBy: number
  readonly signedAt: number | null
  readonly fedBackAt: number | null
  readonly closedAt: number | null
}

export interface Clock {
  readonly name: ClockName
  readonly from: number
  readonly due: number
  /** When the promise was kept; null while it is open. */
  readonly metAt: number | null
}

/** `met` and `metLate` are over; `soon` has used up so much of its time that one is reminded. */
export type ClockState = 'running' | 'soon' | 'overdue' | 'met' | 'metLate'

/** Share of a clock after which it is `soon`: half for I and II, four fifths for III and IV. A default of ours. */
const SOON: Readonly<Record<Level, number>> = { I: 0.5, II: 0.5, III: 0.8, IV: 0.8 }

/** All three clocks, in the order in which they run out. */
export function clocksOf(task: TaskClocks): Clock[] {
  return [
    { name: 'sign', from: task.dispatchedAt, due: task.signBy, metAt: task.signedAt },
    { name: 'feedback', from: task.dispatchedAt, due: task.feedbackBy, metAt: task.fedBackAt },
    { name: 'close', from: task.dispatchedAt, due: task.closeBy, metAt: task.closedAt },
  ]
}

/**
 * The clock that counts now: the first promise not yet kept. A task sent back after its first feedback runs on the
 * closing clock; a task that is over, suspended or waits for its indicator has none.
 */
export function runningClock(task: TaskClocks): Clock | null {
  if (promised(task.state) === null) return null
  return clocksOf(task).find((clock) => clock.metAt === null) ?? null
}

/** Exactly at its due instant a clock is not yet overdue (strictly after). */
export function clockState(clock: Clock, level: Level, now: number): ClockState {
  if (clock.metAt !== null) return clock.metAt > clock.due ? 'metLate' : 'met'
  if (now > clock.due) return 'overdue'
  return now - clock.from >= SOON[level] * (clock.due - clock.from) ? 'soon' : 'running'
}

export interface Span {
  readonly overdue: boolean
  readonly days: number
  /** `h:mm:ss`; hours without a leading zero unless days stand before them. */
  readonly clock: string
}

/** Time left, or time since it ran out. A second counts from its beginning: 0.4 s left is still `0:00:01`. */
export function spanTo(due: number, now: number): Span {
  const overdue = now > due
  const seconds = overdue ? Math.floor((now - due) / 1000) : Math.ceil((due - now) / 1000)
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    overdue,
    days,
    clock: `${days > 0 ? two(hours) : hours}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`,
  }
}
