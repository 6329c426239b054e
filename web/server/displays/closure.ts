import type { OnTime } from '../../features/wall/frame'

export interface ClockedTask {
  readonly state: string
  readonly signBy: Date
  readonly closeBy: Date
  readonly signedAt: Date | null
  readonly closedAt: Date | null
  /** Its clocks stand still since then. */
  readonly pausedAt: Date | null
}

/**
 * How many acts that fell due were done in time. An act counts as soon as it is done or its time is over;
 * one that still has time is not yet anything. Done exactly at the limit is in time. Aborted tasks owe nothing.
 */
export function closureOf(
  tasks: readonly ClockedTask[],
  now: Date,
): { signed: OnTime; closed: OnTime; overdue: number } {
  const owing = tasks.filter((task) => task.state !== 'aborted')
  const onTime = (doneAt: (task: ClockedTask) => Date | null, by: (task: ClockedTask) => Date): OnTime => {
    const due = owing.filter((task) => doneAt(task) !== null || (task.pausedAt === null && by(task) < now))
    const met = due.filter((task) => {
      const done = doneAt(task)
      return done !== null && done <= by(task)
    })
    return { met: met.length, of: due.length }
  }
  return {
    signed: onTime(
      (task) => task.signedAt,
      (task) => task.signBy,
    ),
    closed: onTime(
      (task) => task.closedAt,
      (task) => task.closeBy,
    ),
    overdue: owing.filter((task) => task.closedAt === null && task.pausedAt === null && task.closeBy < now).length,
  }
}
