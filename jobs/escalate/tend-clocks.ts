import type { Database } from '@cockpit/db/database'
import { clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { authoritiesAbove } from '@cockpit/db/tasks/facts'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { StoredLevel, StoredSupervision, StoredTaskState } from '@cockpit/db/tasks/stored'
import { settingsFor } from '@cockpit/domain/clock/emergency'
import { type Reminder, remindersDue } from '@cockpit/domain/clock/reminders'
import { runningClock } from '@cockpit/domain/task/clock'
import { TASK_STATES } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { systemActor } from '../system-actor'

const PAGE = 500
const TIMED = TASK_STATES.filter((state) => runningClock(state) !== null)

/** Words of what the product did by itself; whoever reads the history sees that nobody typed them. */
const NOTES: Readonly<Record<string, string>> = {
  'urge-sign': '签收时限将至，系统自动催办。Time to sign is running out; urged by the system.',
  'urge-feedback': '首次反馈时限将至，系统自动催办。Time for the first feedback is running out; urged by the system.',
  'urge-close': '办结时限将至，系统自动催办。Time to close is running out; urged by the system.',
  'late-sign': '签收超时，系统自动催办。Not signed for in time; urged by the system.',
  'late-feedback': '首次反馈超时，系统自动催办。No feedback in time; urged by the system.',
  'late-close': '办结超时，系统自动催办。Not closed in time; urged by the system.',
  escalate: '超时未办，系统自动升级至上级。Overdue; taken up to the authority above by the system.',
  yellow: '办结超时，系统自动亮黄牌。Closing is overdue; yellow card by the system.',
  red: '办结严重超时，系统自动亮红牌。Closing is long overdue; red card by the system.',
}

/**
 * Does what the clocks of all open tasks call for: 催办 at the configured share and when a clock ran out, escalation up the territory tree,
 * cards. Each is done once a round, however often this runs and whenever it is killed: its key is the move's.
 * @returns how many moves were made now
 */
export async function tendClocks(db: Database, territory: Territory, now: Date): Promise<number> {
  const { settings } = await clocksInForce(db)
  const failed: unknown[] = []
  let made = 0
  let last: string | undefined
  for (;;) {
    const tasks = await db.task.findMany({
      where: { state: { in: TIMED }, pausedAt: null, id: { gt: last } },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    const due = tasks.flatMap((task) => {
      const clocked = {
        ...task,
        level: StoredLevel.parse(task.level),
        supervision: StoredSupervision.parse(task.supervision),
        running: runningClock(StoredTaskState.parse(task.state)),
        above: authoritiesAbove(task.areaCode, territory),
      }
      const reminders = remindersDue(clocked, settingsFor(settings, task), now)
      return reminders.length > 0 ? [{ id: task.id, revision: task.revision, reminders }] : []
    })
    const done = await keysDone(db, due)
    for (const { id, revision, reminders } of due) {
      const left = reminders.filter(({ key }) => !done.has(key))
      // One that cannot be reminded must not silence the others.
      try {
        made += await remind(db, territory, { id, revision }, left, now)
      } catch (error) {
        failed.push(error)
      }
    }
    if (tasks.length < PAGE) break
    last = tasks.at(-1)?.id
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} tasks could not be reminded: ${failed[0]}`)
  return made
}

async function keysDone(db: Database, due: readonly { reminders: readonly Reminder[] }[]): Promise<Set<string>> {
  const keys = due.flatMap(({ reminders }) => reminders.map(({ key }) => key))
  if (keys.length === 0) return new Set()
  const events = await db.taskEvent.findMany({
    where: { idempotencyKey: { in: keys } },
    select: { idempotencyKey: true },
  })
  return new Set(events.map(({ idempotencyKey }) => idempotencyKey))
}

/** Makes the moves of one task, one after the other. */
async function remind(
  db: Database,
  territory: Territory,
  task: { readonly id: string; readonly revision: number },
  reminders: readonly Reminder[],
  now: Date,
): Promise<number> {
  const actor = systemActor(territory)
  let revision = task.revision
  let made = 0
  for (const reminder of reminders) {
    const word =
      reminder.kind === 'card' ? reminder.grade : reminder.kind === 'escalate' ? 'escalate' : wordOf(reminder)
    const result = await moveTask(
      db,
      actor,
      territory,
      {
        taskId: task.id,
        command: reminder.kind === 'card' ? 'supervise' : reminder.kind,
        note: NOTES[word] ?? word,
        expectedRevision: revision,
        idempotencyKey: reminder.key,
        ...(reminder.kind === 'card' ? { grade: reminder.grade } : {}),
        ...(reminder.kind === 'escalate' ? { to: reminder.to } : {}),
      },
      now,
    )
    if (result.ok) {
      revision = result.revision
      if (!result.repeated) made += 1
    }
    // Somebody moved it in this instant: the next pass sees how it stands now.
    else if (result.refusal === 'stale' || result.refusal === 'wrong-state') return made
    else throw new Error(`task ${task.id} could not be reminded (${reminder.key}): ${result.refusal}`)
  }
  return made
}

/** `urge-sign` or `late-sign`, the middle of the key. */
const wordOf = ({ key }: Reminder) => key.split(':')[1] ?? key
