import { decideAct } from '@cockpit/domain/alert/act'
import type { Database } from '../database'
import { standingOf } from './act-on-alert'
import { changeAlert, lockAlert } from './change-state'

const NOTE = '暂缓期满，自动恢复。The rest is over.'

/**
 * Ends the rest of every alert whose time has come, one transaction each. The row lock and the emptied instant make a repeated pass, or one
 * after a kill, the same waking. @returns how many woke now
 */
export async function wakeSnoozed(db: Database, now: Date): Promise<number> {
  const due = await db.alert.findMany({
    where: { state: 'open', snoozedUntil: { lte: now } },
    orderBy: { snoozedUntil: 'asc' },
    select: { id: true },
    take: 500,
  })
  let woken = 0
  for (const { id } of due)
    woken += await db.$transaction(async (tx) => {
      const alert = await lockAlert(tx, id)
      // Somebody ended it, or let it rest longer, in this instant.
      if (!alert?.snoozedUntil || alert.snoozedUntil > now) return 0
      const decided = decideAct(standingOf(alert), { kind: 'wake', note: NOTE }, now)
      if (!decided.ok || decided.repeated) return 0
      const cause = alert.snoozedUntil.toISOString()
      const { command, after, set } = decided
      await changeAlert(tx, { id, before: 'open', after, command, actor: 'system', note: NOTE, cause, set }, now)
      return 1
    })
  return woken
}
