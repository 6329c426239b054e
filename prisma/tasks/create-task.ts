import type { DueTimes } from '@cockpit/domain/clock/due'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { FindingPlace, Place } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Transaction } from '../database'
import { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'
import type { StoredPoint } from './stored'

/** Where a task is sent. */
export type Target =
  | { readonly kind: 'facility'; readonly id: FacilityId }
  | { readonly kind: 'area'; readonly code: AreaCode }

export interface NewTask {
  readonly alertId: string | null
  readonly place: FindingPlace
  readonly title: string
  readonly instruction: string
  readonly level: Level
  readonly due: DueTimes
  readonly envelope: Prisma.InputJsonObject | null
  readonly demo: boolean
  readonly recoveryState: 'none' | 'waiting'
  readonly parent?: { readonly id: string; readonly part: 'sub' | 'assist' }
  readonly batch?: string
  readonly checklist?: readonly StoredPoint[]
  /** The emergency event it serves. */
  readonly eventId?: string | null
  /** Whether its place works in emergency, so that its clocks run round the clock. */
  readonly emergencyClock: boolean
  readonly idempotencyKey: string
}

/** Saves a task that somebody may send, with its first event, its message and its audit entry. */
export async function createTask(tx: Transaction, by: string, task: NewTask, now: Date): Promise<{ id: string }> {
  const { alertId, place, title, instruction, level } = task
  const { id } = await tx.task.create({
    data: {
      ...{ alertId, title, instruction, level, state: 'dispatched' },
      ...{ areaCode: place.areaCode, facilityId: place.facilityId, sensitivity: place.sensitivity },
      ...{ dispatchedBy: by, dispatchedAt: now, movedAt: now, clockFrom: now },
      ...task.due,
      envelope: task.envelope ?? Prisma.DbNull,
      demo: task.demo,
      recoveryState: task.recoveryState,
      parentId: task.parent?.id ?? null,
      part: task.parent?.part ?? null,
      batch: task.batch ?? null,
      eventId: task.eventId ?? null,
      emergencyClock: task.emergencyClock,
      checklist: task.checklist ? task.checklist.map((point) => ({ ...point })) : Prisma.DbNull,
    },
    select: { id: true },
  })
  await tx.taskEvent.create({
    data: {
      ...{ taskId: id, at: now, actor: by, command: 'dispatch', after: 'dispatched', note: instruction },
      detail: { level, area: place.areaCode, facility: place.facilityId },
      idempotencyKey: task.idempotencyKey,
    },
  })
  await putMessage(tx, { key: `task:${id}:0`, topic: 'task.changed', payload: { id, command: 'dispatch', by } }, now)
  await appendAudit(tx, {
    actor: by,
    action: 'task.dispatch',
    subject: `task:${id}`,
    detail: {
      ...{ alert: alertId, area: place.areaCode, facility: place.facilityId, level, title, instruction },
      ...(task.parent ? { parent: task.parent.id, part: task.parent.part } : {}),
      ...(task.batch ? { batch: task.batch } : {}),
      ...(task.eventId ? { event: task.eventId } : {}),
      ...(task.emergencyClock ? { emergencyClock: true } : {}),
    },
    at: now,
  })
  return { id }
}

/** The place of a target, or null when there is none such. */
export async function placeOf(
  tx: Transaction,
  territory: Territory,
  target: Target,
): Promise<(Place & { demo: boolean }) | null> {
  if (target.kind === 'area') {
    if (!territory.get(target.code)) return null
    return { areaCode: target.code, facilityId: null, demo: false }
  }
  const facility = await tx.facility.findUnique({ where: { id: target.id } })
  return facility && { areaCode: facility.countyCode, facilityId: facility.id, demo: facility.demo }
}
