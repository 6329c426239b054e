import { appendAudit } from '../audit/append-audit'
import type { Transaction } from '../database'
import { putMessage } from '../outbox/put'
import type { AlertState } from './stored'

export interface AlertChange {
  readonly id: string
  readonly before: AlertState
  readonly after: AlertState
  readonly command: 'dispatch' | 'falseAlarm' | 'close' | 'reopen'
  readonly actor: string
  readonly note: string
  /** What caused it (a task's id): with the command it makes the message's key, unique a change. */
  readonly cause: string
}

/** Saves an alert's new state with its event, its message and its audit entry. The caller holds the alert's row lock. */
export async function changeAlert(tx: Transaction, change: AlertChange, now: Date): Promise<void> {
  const { id, before, after, command, actor, note } = change
  await tx.alert.update({ where: { id }, data: { state: after } })
  await tx.alertEvent.create({ data: { alertId: id, at: now, actor, command, before, after, note } })
  await putMessage(
    tx,
    { key: `alert:${id}:${command}:${change.cause}`, topic: 'alert.changed', payload: { id, command } },
    now,
  )
  await appendAudit(tx, {
    actor,
    action: `alert.${command}`,
    subject: `alert:${id}`,
    detail: { before, after, note, cause: change.cause },
    at: now,
  })
}

/** Takes the row lock of an alert until the transaction ends; null when there is none. */
export async function lockAlert(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "Alert" WHERE id = ${id} FOR UPDATE`
  return tx.alert.findUnique({ where: { id } })
}
