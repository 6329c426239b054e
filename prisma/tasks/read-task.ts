import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import type { Evidence, TaskComment, TaskEvent } from '../generated/client'
import { personNames } from '../people/person-names'
import { facilityNames } from '../places/facility-names'
import { authoritiesAbove, HANDLING } from './facts'
import { RecoveryLook } from './note-recovery'
import { pointsIn } from './stored'
import { type TaskRow, taskRow } from './task-row'

export type TaskReading =
  | {
      ok: true
      task: TaskRow
      events: Omit<TaskEvent, 'idempotencyKey'>[]
      /** Without the content: `readEvidence` gives that. */
      evidence: Omit<Evidence, 'content' | 'taskId'>[]
      comments: Omit<TaskComment, 'idempotencyKey' | 'taskId'>[]
      /** Sub-tasks and 协办 of it that the reader may read, and how many there are. */
      parts: TaskRow[]
      partCount: number
      recovery: RecoveryLook | null
      /** Who may not review it. */
      handlers: string[]
      /** Authorities above the one that has it. */
      above: number
      /** Names of the people in the history, by id. */
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
      comments: { orderBy: [{ at: 'asc' }, { id: 'asc' }], omit: { idempotencyKey: true, taskId: true } },
      parts: { orderBy: { id: 'asc' }, include: { _count: { select: { evidence: true } } } },
    },
  })
  if (!found) return { ok: false, refusal: 'not-found' }
  if (!permitted(actor, 'task.read', found, territory)) return { ok: false, refusal: 'not-permitted' }
  const { events, evidence, comments, parts, ...task } = found
  const near = parts.filter((part) => permitted(actor, 'task.read', part, territory))
  const [names, people] = await Promise.all([
    facilityNames(
      db,
      [task, ...near].map(({ facilityId }) => facilityId),
    ),
    personNames(db, [
      ...[task.dispatchedBy, ...events.map((event) => event.actor), ...comments.map(({ author }) => author)],
      ...(task.approvedBy ? [task.approvedBy] : []),
      ...pointsIn(task.checklist).flatMap(({ doneBy }) => doneBy ?? []),
    ]),
  ])
  const handling = events.filter(({ command }) => HANDLING.includes(command)).map((event) => event.actor)
  return {
    ok: true,
    task: taskRow(task, names),
    events,
    evidence,
    comments,
    parts: near.map((part) => taskRow(part, names)),
    partCount: parts.length,
    recovery: task.recovery === null ? null : RecoveryLook.parse(task.recovery),
    handlers: [...new Set([task.dispatchedBy, ...handling])],
    above: authoritiesAbove(task.areaCode, territory),
    people,
  }
}
