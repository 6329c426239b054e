import type { TaskCommand, TaskState } from '../task/machine'

/** One row of a task's history, as far as the scoreboard reads it: neither who nor what was written. */
export interface LoopEvent {
  readonly at: Date
  readonly command: TaskCommand | 'dispatch'
  readonly before: TaskState | null
  readonly after: TaskState
  /** Until when the step should have been done; null where the event does not say. */
  readonly due: Date | null
}

export interface LoopTask {
  readonly state: TaskState
  readonly signBy: Date
  readonly closeBy: Date
  /** Set while the clocks stand still. */
  readonly pausedAt: Date | null
  /** In the order in which they happened. */
  readonly events: readonly LoopEvent[]
}

/** What the scoreboard counts of one task. Hours are hours of the calendar, clocks that stood still included. */
export interface TaskFacts {
  readonly signedAt: Date | null
  readonly signHours: number | null
  /** It was signed, or should have been by now. */
  readonly signOwed: boolean
  readonly signOnTime: boolean
  readonly fedBack: boolean
  /** How often a review sent it back. */
  readonly returns: number
  readonly closed: boolean
  readonly closedAt: Date | null
  readonly closeHours: number | null
  /** It is closed, or should be by now. */
  readonly closeOwed: boolean
  readonly closeOnTime: boolean
  readonly aborted: boolean
  /** It was closed at least once, whatever came after. */
  readonly everClosed: boolean
  readonly relapsed: boolean
}

/** Commands that ask somebody to sign. */
const SENDING: readonly LoopEvent['command'][] = ['dispatch', 'issue', 'transfer', 'relapse']
const HOUR = 3_600_000

/**
 * Reads a task's history for the scoreboard. What counts is its last way: signing since it was last sent, closing since it was first sent or last
 * relapsed, so that a task that was passed on is judged by who has it. A step that is not done yet is owed once its time is over, unless the
 * clocks stand still. Pure.
 * @param now decides what is overdue
 */
export function taskFacts(task: LoopTask, now: Date): TaskFacts {
  const { events, state } = task
  const lastOf = (commands: readonly LoopEvent['command'][]) =>
    events.findLastIndex(({ command }) => commands.includes(command))
  const sent = Math.max(0, lastOf(SENDING))
  const begun = Math.max(0, lastOf(['relapse']))
  const overdue = (due: Date) => task.pausedAt === null && due < now

  const sign = events.slice(sent).findLast(({ command }) => command === 'sign')
  const signDue = sign?.due ?? task.signBy
  const closed = state === 'closed' || state === 'archived'
  const closings = events.filter(({ before, after }) => after === 'closed' && before !== 'closed')
  const closing = closed ? closings.at(-1) : undefined
  const closeDue = closing?.due ?? task.closeBy
  const open = !closed && state !== 'aborted'
  const since = (index: number, end: LoopEvent | undefined) => {
    const start = events[index]
    return start && end ? Math.max(0, end.at.getTime() - start.at.getTime()) / HOUR : null
  }
  return {
    signedAt: sign?.at ?? null,
    signHours: since(sent, sign),
    signOwed: sign !== undefined || (state === 'dispatched' && overdue(task.signBy)),
    signOnTime: sign !== undefined && sign.at <= signDue,
    fedBack: events.some(({ command }) => command === 'feedBack'),
    returns: events.filter(({ command }) => command === 'return').length,
    closed,
    closedAt: closing?.at ?? null,
    closeHours: since(begun, closing),
    closeOwed: closed || (open && overdue(task.closeBy)),
    closeOnTime: closing !== undefined && closing.at <= closeDue,
    aborted: state === 'aborted',
    everClosed: closings.length > 0,
    relapsed: events.some(({ command }) => command === 'relapse'),
  }
}
