import { LEVELS, type Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Transaction } from '../database'
import { moveTaskWithin } from './move-task'
import { OPEN_TASK_STATES, StoredLevel } from './stored'

/** Takes the rows of an alert's tasks. Before the alert's own: a task that ends takes them in this order. */
export async function lockTasksOf(tx: Transaction, alertId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Task" WHERE "alertId" = ${alertId} ORDER BY id FOR UPDATE`
}

/**
 * An alert became graver: what answers it becomes as grave, with clocks of that level from now on. A task that is graver already, that stands still, waits for
 * its indicator alone or lies beyond this person's authority is left as it is; and a milder alert loosens no promise by itself.
 * @returns the tasks that were raised
 */
export async function raiseTasksOf(
  tx: Transaction,
  actor: Actor,
  territory: Territory,
  { alertId, level, note, cause }: { alertId: string; level: Level; note: string; cause: string },
  now: Date,
): Promise<string[]> {
  const tasks = await tx.task.findMany({
    where: { alertId, state: { in: [...OPEN_TASK_STATES] } },
    orderBy: { id: 'asc' },
  })
  const raised: string[] = []
  for (const task of tasks) {
    if (LEVELS.indexOf(StoredLevel.parse(task.level)) <= LEVELS.indexOf(level)) continue
    const move = {
      ...{ taskId: task.id, command: 'regrade' as const, level, note, expectedRevision: task.revision },
      idempotencyKey: `alert-level:${task.id}:${cause}`,
    }
    if ((await moveTaskWithin(tx, actor, territory, move, now)).ok) raised.push(task.id)
  }
  return raised
}
