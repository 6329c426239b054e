import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { dueTimes, type Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { type Actor, type Place, permitted } from '../access/actor'
import { changeAlert, lockAlert } from '../alerts/change-state'
import { StoredAlertState } from '../alerts/stored'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'
import { claimKey } from './claim-key'

export interface DispatchTask {
  /** The alert it answers; absent for a task out of nothing but a need. */
  readonly alertId?: string | null
  readonly target:
    | { readonly kind: 'facility'; readonly id: FacilityId }
    | { readonly kind: 'area'; readonly code: AreaCode }
  readonly title: string
  readonly instruction: string
  readonly level: Level
  /** The number it is about as shown to the dispatcher; by default the one in the alert. */
  readonly envelope?: Prisma.InputJsonObject | null
  readonly demo?: boolean
  /** Chosen by the client: the same dispatch sent twice is one task. */
  readonly idempotencyKey: string
}

export type DispatchRefusal =
  | 'not-permitted'
  | 'alert-not-found'
  | 'alert-wrong-state'
  | 'unknown-target'
  | 'text-missing'
  | 'key-reused'
export type DispatchResult =
  | { ok: true; taskId: string; revision: number; repeated: boolean }
  | { ok: false; refusal: DispatchRefusal }

/** Sends a task to an institution or an area. Its clocks start now; its alert, if any, is dispatched with it. */
export async function dispatchTask(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: DispatchTask,
  now: Date,
): Promise<DispatchResult> {
  if (input.title.trim() === '' || input.instruction.trim() === '') return { ok: false, refusal: 'text-missing' }
  return db.$transaction(async (tx): Promise<DispatchResult> => {
    const earlier = await claimKey(tx, input.idempotencyKey)
    if (earlier) {
      if (earlier.command !== 'dispatch' || earlier.actor !== actor.id) return { ok: false, refusal: 'key-reused' }
      return { ok: true, taskId: earlier.taskId, revision: 0, repeated: true }
    }
    const target = await placeOf(tx, territory, input.target)
    if (!target) return { ok: false, refusal: 'unknown-target' }
    if (!permitted(actor, 'task.dispatch', target, territory)) return { ok: false, refusal: 'not-permitted' }

    const alert = input.alertId ? await lockAlert(tx, input.alertId) : null
    if (input.alertId && !alert) return { ok: false, refusal: 'alert-not-found' }
    if (alert && !permitted(actor, 'alert.read', alert, territory)) return { ok: false, refusal: 'not-permitted' }
    const alertState = alert && StoredAlertState.parse(alert.state)
    if (alertState === 'closed' || alertState === 'falseAlarm') return { ok: false, refusal: 'alert-wrong-state' }

    const task = await tx.task.create({
      data: {
        alertId: alert?.id ?? null,
        title: input.title.trim(),
        instruction: input.instruction.trim(),
        level: input.level,
        state: 'dispatched',
        areaCode: target.areaCode,
        facilityId: target.facilityId,
        dispatchedBy: actor.id,
        dispatchedAt: now,
        ...dueTimes(input.level, now),
        envelope: input.envelope ?? envelopeIn(alert?.detail) ?? Prisma.DbNull,
        demo: input.demo ?? (alert?.demo || target.demo),
      },
    })
    await tx.taskEvent.create({
      data: {
        taskId: task.id,
        at: now,
        actor: actor.id,
        command: 'dispatch',
        after: 'dispatched',
        note: input.instruction.trim(),
        idempotencyKey: input.idempotencyKey,
      },
    })
    if (alert && alertState === 'open')
      await changeAlert(
        tx,
        {
          id: alert.id,
          before: 'open',
          after: 'dispatched',
          command: 'dispatch',
          actor: actor.id,
          note: '',
          cause: task.id,
        },
        now,
      )
    const payload = { id: task.id, command: 'dispatch', by: actor.id }
    await putMessage(tx, { key: `task:${task.id}:0`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, {
      actor: actor.id,
      action: 'task.dispatch',
      subject: `task:${task.id}`,
      detail: {
        alert: alert?.id ?? null,
        area: target.areaCode,
        facility: target.facilityId,
        level: input.level,
        title: task.title,
        instruction: task.instruction,
      },
      at: now,
    })
    return { ok: true, taskId: task.id, revision: 0, repeated: false }
  })
}

async function placeOf(
  tx: Transaction,
  territory: Territory,
  target: DispatchTask['target'],
): Promise<(Place & { demo: boolean }) | null> {
  if (target.kind === 'area') {
    if (!territory.get(target.code)) return null
    return { areaCode: target.code, facilityId: null, demo: false }
  }
  const facility = await tx.facility.findUnique({ where: { id: target.id } })
  return facility && { areaCode: facility.countyCode, facilityId: facility.id, demo: facility.demo }
}

const WithEnvelope = z.object({ envelope: z.record(z.string(), z.json()) })

function envelopeIn(detail: unknown): Prisma.InputJsonObject | undefined {
  const found = WithEnvelope.safeParse(detail)
  return found.success ? found.data.envelope : undefined
}
