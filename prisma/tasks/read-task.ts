import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import type { Evidence, TaskEvent } from '../generated/client'
import { personNames } from '../people/person-names'
import { facilityNames } from '../places/facility-names'
import { type TaskRow, taskRow } from './task-row'

export type TaskReading =
  | {
      ok: true
      task: TaskRow
      events: Omit<TaskEvent, 'idempotencyKey'>[]
      /** Without the content: `readEvidence` gives that. */
      evidence: Omit<Evidence, 'content' | 'taskId'>[]
      /** Names of the people in the events, by id. */
      people: Record<string, string>
    }
  | { ok: false; refusal: 'not-found' | 'not-permitted' }

/** One task with its history and the list of its evidence. */
export async function readTask(db: Database, actor: Actor, territory: Territory, id: string): Promise<TaskReading> {
  const found = await db.task.findUnique({
    where: { id },
    include: {
      _count: { select: { evidence: true } },
      events: { orderBy: [{ at: 'asc' }, { id: 'asc' }], omit: { idempotencyKey: true } },
      evidence: { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }], omit: { content: true, taskId: true } },
    },
  })
  if (!found) return { ok: false, refusal: 'not-found' }
  if (!permitted(actor, 'task.read', found, territory)) return { ok: false, refusal: 'not-permitted' }
  const { events, evidence, ...task } = found
  const [names, people] = await Promise.all([
    facilityNames(db, [task.facilityId]),
    personNames(db, [task.dispatchedBy, ...events.map((event) => event.actor)]),
  ])
  return { ok: true, task: taskRow(task, names), events, evidence, people }
}
