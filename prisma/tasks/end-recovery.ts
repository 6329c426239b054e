import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { putMessage } from '../outbox/put'
import { SYSTEM } from '../people/create-person'

const NOTE =
  '机构已停办，指标不再产生，办结不再等待指标恢复；仍须佐证与另一人审核。The institution has closed and reports no more: closing waits for its indicator no longer, and still for evidence and a second person.'

/**
 * The indicator of a task can never be seen to recover, because its institution has closed: it is no longer waited for, and the history says why.
 * @returns the task's revision afterwards, null where it was waited for no longer
 */
export async function endRecovery(
  db: Database,
  taskId: string,
  closedOn: Date,
  wallClock: Date,
): Promise<number | null> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${taskId} FOR UPDATE`
    const task = await tx.task.findUniqueOrThrow({ where: { id: taskId } })
    if (task.recoveryState === 'none' || task.closedAt !== null) return null
    const now = wallClock < task.movedAt ? task.movedAt : wallClock
    const revision = task.revision + 1
    const detail = { closedOn: closedOn.toISOString().slice(0, 10) }
    await tx.task.update({ where: { id: taskId }, data: { recoveryState: 'none', revision, movedAt: now } })
    await tx.taskEvent.create({
      data: {
        ...{ taskId, at: now, actor: SYSTEM, command: 'recoveryGone', before: task.state, after: task.state },
        ...{ note: NOTE, detail, idempotencyKey: `recovery-gone:${taskId}:${revision}` },
      },
    })
    const payload = { id: taskId, command: 'recoveryGone', by: SYSTEM }
    await putMessage(tx, { key: `task:${taskId}:${revision}`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, { actor: SYSTEM, action: 'task.recoveryGone', subject: `task:${taskId}`, detail, at: now })
    return revision
  })
}
