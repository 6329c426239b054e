import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import { type ActResult, actOnAlert } from './act-on-alert'

/** 误报: an open alert that is none. The reason is kept, the same finding does not rise again, and the rule's precision counts it. */
export function markFalseAlarm(
  db: Database,
  actor: Actor,
  territory: Territory,
  { alertId, note }: { readonly alertId: string; readonly note: string },
  now: Date,
): Promise<ActResult> {
  return actOnAlert(db, actor, territory, { alertId, note, act: { kind: 'falseAlarm' } }, now)
}
