import type { PostureCommand, PostureState } from '@cockpit/domain/posture/posture'
import { appendAudit } from '../audit/append-audit'
import type { Transaction } from '../database'
import { putMessage } from '../outbox/put'

export interface PostureChange {
  readonly postureId: string
  readonly areaCode: string
  readonly command: PostureCommand | 'ask' | 'expire' | 'lapse'
  readonly by: string
  readonly before: PostureState | null
  readonly after: PostureState
  readonly note: string
  readonly until: Date
  readonly idempotencyKey: string
}

/** Saves what goes with every change of a posture: its entry in the history, the message and the audit. */
export async function savePostureChange(tx: Transaction, change: PostureChange, now: Date): Promise<void> {
  const { postureId, areaCode, command, by, before, after, note, until, idempotencyKey } = change
  await tx.postureEntry.create({
    data: { postureId, at: now, actor: by, command, before, after, note, idempotencyKey },
  })
  const key = `posture:${postureId}:${command}:${idempotencyKey}`
  await putMessage(tx, { key, topic: 'posture.changed', payload: { id: postureId, command, by } }, now)
  await appendAudit(tx, {
    ...{ actor: by, action: `posture.${command}` as const, subject: `posture:${postureId}`, at: now },
    detail: { before, after, note, area: areaCode, until: until.toISOString() },
  })
}

/** Takes an idempotency key until the transaction ends; the entry under it when the act was done before. */
export async function claimPostureKey(tx: Transaction, idempotencyKey: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${idempotencyKey}, 7270736905))`
  return tx.postureEntry.findUnique({ where: { idempotencyKey } })
}

/** Takes the row lock of a posture until the transaction ends; null when there is none. */
export async function lockPosture(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "Posture" WHERE id = ${id} FOR UPDATE`
  return tx.posture.findUnique({ where: { id } })
}
