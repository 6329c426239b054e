import { runningClock } from '@cockpit/domain/task/clock'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { putMessage } from '../outbox/put'
import { pointsIn, StoredTaskState } from './stored'

export interface PointTick {
  readonly taskId: string
  readonly pointId: string
  readonly done: boolean
  readonly idempotencyKey: string
}

export type TickResult =
  | { ok: true; repeated: boolean }
  | { ok: false; refusal: 'not-found' | 'not-permitted' | 'wrong-state' | 'key-reused' }

/** Ticks a point of the checklist, or takes the tick away, while the task is worked on. Ticked already, it is the same tick. */
export async function tickPoint(
  db: Database,
  actor: Actor,
  territory: Territory,
  tick: PointTick,
  now: Date,
): Promise<TickResult> {
  return db.$transaction(async (tx): Promise<TickResult> => {
    await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${tick.taskId} FOR UPDATE`
    const task = await tx.task.findUnique({ where: { id: tick.taskId } })
    if (!task) return { ok: false, refusal: 'not-found' }
    if (!permitted(actor, 'task.feedback', task, territory)) return { ok: false, refusal: 'not-permitted' }
    const state = StoredTaskState.parse(task.state)
    if (runningClock(state) !== 'feedback') return { ok: false, refusal: 'wrong-state' }
    const points = pointsIn(task.checklist)
    const point = points.find(({ id }) => id === tick.pointId)
    if (!point) return { ok: false, refusal: 'not-found' }
    if ((point.doneAt !== null) === tick.done) return { ok: true, repeated: true }
    if (await tx.taskEvent.findUnique({ where: { idempotencyKey: tick.idempotencyKey } }))
      return { ok: false, refusal: 'key-reused' }
    const at = now < task.movedAt ? task.movedAt : now
    const ticked = { ...point, doneBy: tick.done ? actor.id : null, doneAt: tick.done ? at.toISOString() : null }
    await tx.task.update({
      where: { id: task.id },
      data: { checklist: points.map((one) => (one.id === point.id ? ticked : one)), movedAt: at },
    })
    const event = await tx.taskEvent.create({
      data: {
        ...{
          taskId: task.id,
          at,
          actor: actor.id,
          command: tick.done ? 'tick' : 'untick',
          before: state,
          after: state,
        },
        ...{ note: point.text, detail: { point: point.id }, idempotencyKey: tick.idempotencyKey },
      },
    })
    const payload = { id: task.id, command: event.command, by: actor.id }
    await putMessage(tx, { key: `task:${task.id}:point:${event.id}`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, {
      actor: actor.id,
      action: tick.done ? 'task.tick' : 'task.untick',
      subject: `task:${task.id}`,
      detail: { point: point.id, text: point.text },
      at,
    })
    return { ok: true, repeated: false }
  })
}
