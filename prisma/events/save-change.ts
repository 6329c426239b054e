import type { EventCommand, EventState } from '@cockpit/domain/event/machine'
import { appendAudit } from '../audit/append-audit'
import type { Transaction } from '../database'
import type { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'

export interface EventChange {
  readonly eventId: string
  readonly revision: number
  readonly command: EventCommand | 'report' | 'stepSoon' | 'stepLate'
  readonly by: string
  readonly before: EventState | null
  readonly after: EventState
  readonly note: string
  readonly detail: Prisma.InputJsonObject
  readonly idempotencyKey: string
}

/** Saves what goes with every change of an event: its entry in the history, the message and the audit. */
export async function saveEventChange(tx: Transaction, change: EventChange, now: Date): Promise<void> {
  const { eventId, revision, command, by, before, after, note, detail, idempotencyKey } = change
  await tx.emergencyEventEntry.create({
    data: { eventId, at: now, actor: by, command, before, after, note, detail, idempotencyKey },
  })
  const key = `event:${eventId}:${command}:${idempotencyKey}`
  await putMessage(tx, { key, topic: 'event.changed', payload: { id: eventId, command, by, detail } }, now)
  await appendAudit(tx, {
    ...{ actor: by, action: `event.${command}` as const, subject: `event:${eventId}`, at: now },
    detail: { before, after, revision, note, ...detail },
  })
}

/** Takes an idempotency key until the transaction ends; the entry under it when the act was done before. */
export async function claimEventKey(tx: Transaction, idempotencyKey: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${idempotencyKey}, 7270736904))`
  return tx.emergencyEventEntry.findUnique({ where: { idempotencyKey } })
}

/** Takes the row lock of an event until the transaction ends; null when there is none. */
export async function lockEvent(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "EmergencyEvent" WHERE id = ${id} FOR UPDATE`
  return tx.emergencyEvent.findUnique({ where: { id }, include: { steps: true } })
}
