import type { Database } from '@cockpit/db/database'
import { moveTask } from '@cockpit/db/tasks/move-task'
import type { Territory } from '@cockpit/domain/territory/territory'
import { systemActor } from '../system-actor'

const NOTE = '签收超时，系统自动催办。Not signed for in time; urged by the system.'

/**
 * Urges every task whose time to sign has run out, once: the key makes a repeated pass, or one after a kill, the same move.
 * @returns how many were urged now
 */
export async function urgeOverdue(db: Database, territory: Territory, now: Date): Promise<number> {
  const overdue = await db.task.findMany({
    where: { state: 'dispatched', signBy: { lt: now }, events: { none: { actor: 'system', command: 'urge' } } },
    orderBy: { signBy: 'asc' },
    take: 200,
  })
  const actor = systemActor(territory)
  let urged = 0
  for (const task of overdue) {
    const move = {
      taskId: task.id,
      command: 'urge' as const,
      note: NOTE,
      expectedRevision: task.revision,
      idempotencyKey: `overdue-sign:${task.id}`,
    }
    const result = await moveTask(db, actor, territory, move, now)
    if (result.ok) urged += 1
    // Somebody moved it in this instant (stale, wrong-state): the next pass sees how it stands now.
    else if (result.refusal !== 'stale' && result.refusal !== 'wrong-state')
      throw new Error(`task ${task.id} could not be urged: ${result.refusal}`)
  }
  return urged
}
