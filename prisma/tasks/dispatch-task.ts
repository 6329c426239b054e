import { isLive } from '@cockpit/domain/alert/state'
import { dueTimes } from '@cockpit/domain/clock/due'
import { settingsFor } from '@cockpit/domain/clock/emergency'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { type Actor, permitted } from '../access/actor'
import { changeAlert, lockAlert } from '../alerts/change-state'
import { StoredAlertState } from '../alerts/stored'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { inEmergency, posturesInForce } from '../postures/in-force'
import { claimKey } from './claim-key'
import { clocksInForce } from './clock-settings'
import { createTask, placeOf, type Target } from './create-task'

export interface DispatchTask {
  /** The alert it answers; absent for a task out of nothing but a need. */
  readonly alertId?: string | null
  /** `updatedAt` of the alert as the dispatcher saw it: where somebody dealt with it since, nothing is sent a second time. */
  readonly alertSeen?: Date | undefined
  /** The emergency event it serves, within the dispatcher's reach. */
  readonly eventId?: string | null
  readonly target: Target
  readonly title: string
  readonly instruction: string
  readonly level: Level
  /** The number it is about as shown to the dispatcher; by default the one in the alert. */
  readonly envelope?: Prisma.InputJsonObject | null
  readonly demo?: boolean
  /** The act that makes several tasks at once. */
  readonly batch?: string
  /** The points of its checklist. */
  readonly points?: readonly { readonly text: string; readonly required: boolean }[]
  /** Chosen by the client: the same dispatch sent twice is one task. */
  readonly idempotencyKey: string
}

export type DispatchRefusal =
  | 'not-permitted'
  | 'alert-not-found'
  | 'alert-wrong-state'
  | 'event-not-found'
  | 'unknown-target'
  | 'text-missing'
  | 'key-reused'
  | 'stale'
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
    const alert = input.alertId ? await lockAlert(tx, input.alertId) : null
    // The task comes as close to persons as what it was born from: who sends it may see that in the place it goes to.
    const place = { ...target, sensitivity: alert?.sensitivity ?? null }
    if (!permitted(actor, 'task.dispatch', place, territory)) return { ok: false, refusal: 'not-permitted' }
    if (input.alertId && !alert) return { ok: false, refusal: 'alert-not-found' }
    if (alert && !permitted(actor, 'alert.read', alert, territory)) return { ok: false, refusal: 'not-permitted' }
    const alertState = alert && StoredAlertState.parse(alert.state)
    if (alertState && !isLive(alertState)) return { ok: false, refusal: 'alert-wrong-state' }
    if (alert && input.alertSeen && input.alertSeen.getTime() !== alert.updatedAt.getTime())
      return { ok: false, refusal: 'stale' }

    const event = input.eventId ? await tx.emergencyEvent.findUnique({ where: { id: input.eventId } }) : null
    // One answer for "none" and "not yours".
    if (input.eventId && !(event && permitted(actor, 'event.read', event, territory)))
      return { ok: false, refusal: 'event-not-found' }

    const emergencyClock = inEmergency(await posturesInForce(tx, now), target.areaCode, territory)
    const settings = settingsFor((await clocksInForce(tx)).settings, { emergencyClock })
    const task = await createTask(
      tx,
      actor.id,
      {
        alertId: alert?.id ?? null,
        place,
        title: input.title.trim(),
        instruction: input.instruction.trim(),
        level: input.level,
        due: dueTimes(settings, input.level, now),
        envelope: input.envelope ?? envelopeIn(alert?.detail) ?? null,
        demo: input.demo ?? (alert?.demo || event?.demo || target.demo),
        // Only what was found in an indicator can be seen to recover in it.
        recoveryState: alert?.indicator ? 'waiting' : 'none',
        batch: input.batch,
        eventId: event?.id ?? null,
        emergencyClock,
        checklist: input.points?.map((point, i) => ({ id: String(i + 1), ...point, doneBy: null, doneAt: null })),
        idempotencyKey: input.idempotencyKey,
      },
      now,
    )
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
    // One more task of it: who looks at the alert as it was before has not seen that.
    else if (alert) await tx.alert.update({ where: { id: alert.id }, data: { updatedAt: new Date() } })
    return { ok: true, taskId: task.id, revision: 0, repeated: false }
  })
}

const WithEnvelope = z.object({ envelope: z.record(z.string(), z.json()) })

function envelopeIn(detail: unknown): Prisma.InputJsonObject | undefined {
  const found = WithEnvelope.safeParse(detail)
  return found.success ? found.data.envelope : undefined
}
