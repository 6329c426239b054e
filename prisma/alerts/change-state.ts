import type { AlertCommand } from '@cockpit/domain/alert/act'
import { appendAudit } from '../audit/append-audit'
import type { Transaction } from '../database'
import type { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'
import type { AlertState } from './stored'

export interface AlertChange {
  readonly id: string
  readonly before: AlertState
  readonly after: AlertState
  readonly command: AlertCommand | 'dispatch' | 'close' | 'reopen' | 'inhibit' | 'relocate'
  readonly actor: string
  readonly note: string
  /** What caused it (a task's id): with the command it makes the message's key, unique a change. */
  readonly cause: string
  /** Columns that change besides the state. */
  readonly set?: Prisma.AlertUncheckedUpdateInput
  /** What the history tells of the change besides the state: levels, instants, another alert's id. */
  readonly detail?: Prisma.InputJsonObject
}

/** Saves an alert's new state with its event, its message and its audit entry. The caller holds the alert's row lock. */
export async function changeAlert(tx: Transaction, change: AlertChange, now: Date): Promise<void> {
  const { id, before, after, command, actor, note, detail } = change
  await tx.alert.update({ where: { id }, data: { ...change.set, state: after } })
  await tx.alertEvent.create({
    data: { alertId: id, at: now, actor, command, before, after, note, ...(detail ? { detail } : {}) },
  })
  const payload = { id, command, by: actor }
  await putMessage(tx, { key: `alert:${id}:${command}:${change.cause}`, topic: 'alert.changed', payload }, now)
  await appendAudit(tx, {
    actor,
    action: `alert.${command}`,
    subject: `alert:${id}`,
    detail: { before, after, note, cause: change.cause, ...detail },
    at: now,
  })
}

/** Takes the row lock of an alert until the transaction ends; null when there is none. */
export async function lockAlert(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "Alert" WHERE id = ${id} FOR UPDATE`
  return tx.alert.findUnique({ where: { id } })
}
