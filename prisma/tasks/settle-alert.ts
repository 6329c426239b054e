import { changeAlert, lockAlert } from '../alerts/change-state'
import type { Transaction } from '../database'
import { OPEN_TASK_STATES } from './stored'

/**
 * After a task ended: with no other task open, the alert closes if any task was closed, and opens again
 * if all were aborted, so that it is not lost. The alert's lock makes two last tasks ending at once agree.
 */
export async function settleAlert(
  tx: Transaction,
  alertId: string,
  cause: { actor: string; taskId: string; note: string },
  now: Date,
): Promise<void> {
  const alert = await lockAlert(tx, alertId)
  if (alert?.state !== 'dispatched') return
  const tasks = await tx.task.findMany({ where: { alertId }, select: { state: true } })
  if (tasks.some((task) => OPEN_TASK_STATES.some((state) => state === task.state))) return
  const closed = tasks.some((task) => task.state === 'closed' || task.state === 'archived')
  await changeAlert(
    tx,
    {
      id: alertId,
      before: 'dispatched',
      after: closed ? 'closed' : 'open',
      command: closed ? 'close' : 'reopen',
      actor: cause.actor,
      note: cause.note,
      cause: cause.taskId,
    },
    now,
  )
}
