import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import { changeAlert, lockAlert } from './change-state'

export type FalseAlarmResult =
  | { ok: true; repeated: boolean }
  | { ok: false; refusal: 'not-found' | 'not-permitted' | 'wrong-state' | 'note-missing' }

/** 误报: an open alert that is none. The reason is kept; the same finding does not rise again. */
export async function markFalseAlarm(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: { readonly alertId: string; readonly note: string },
  now: Date,
): Promise<FalseAlarmResult> {
  const note = input.note.trim()
  if (note === '') return { ok: false, refusal: 'note-missing' }
  return db.$transaction(async (tx): Promise<FalseAlarmResult> => {
    const alert = await lockAlert(tx, input.alertId)
    if (!alert) return { ok: false, refusal: 'not-found' }
    if (!permitted(actor, 'alert.triage', alert, territory)) return { ok: false, refusal: 'not-permitted' }
    if (alert.state === 'falseAlarm') return { ok: true, repeated: true }
    if (alert.state !== 'open') return { ok: false, refusal: 'wrong-state' }
    const change = { id: alert.id, before: 'open', after: 'falseAlarm', command: 'falseAlarm' } as const
    await changeAlert(tx, { ...change, actor: actor.id, note, cause: now.toISOString() }, now)
    return { ok: true, repeated: false }
  })
}
