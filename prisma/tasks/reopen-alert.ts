import { changeAlert, lockAlert } from '../alerts/change-state'
import type { Transaction } from '../database'

/**
 * After a relapse the alert that the task answers is dispatched again: the newer one that rose, or the old one, which was closed with the
 * task. An alert that somebody deals with otherwise is left alone.
 */
export async function reopenAlert(
  tx: Transaction,
  alertId: string,
  cause: { readonly actor: string; readonly taskId: string; readonly relapse: number; readonly note: string },
  now: Date,
): Promise<void> {
  const alert = await lockAlert(tx, alertId)
  if (alert?.state !== 'open' && alert?.state !== 'closed') return
  await changeAlert(
    tx,
    {
      id: alertId,
      before: alert.state,
      after: 'dispatched',
      command: alert.state === 'open' ? 'dispatch' : 'reopen',
      actor: cause.actor,
      note: cause.note,
      cause: `${cause.taskId}-relapse-${cause.relapse}`,
    },
    now,
  )
}
