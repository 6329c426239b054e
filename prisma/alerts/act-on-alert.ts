import { randomUUID } from 'node:crypto'
import {
  type ActDecision,
  type ActRefusal,
  type AlertAct,
  type AlertStanding,
  decideAct,
} from '@cockpit/domain/alert/act'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database, Transaction } from '../database'
import type { Alert, Prisma } from '../generated/client'
import { lockTasksOf, raiseTasksOf } from '../tasks/raise-with-alert'
import { StoredLevel } from '../tasks/stored'
import { changeAlert, lockAlert } from './change-state'
import { releaseUnder } from './inhibition'
import { StoredAlertState } from './stored'

/** An act of a person, as it is asked for. */
export type AskedAct =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'snooze'; readonly until: Date }
  | { readonly kind: 'wake' }
  | { readonly kind: 'setLevel'; readonly level: Level }
  | { readonly kind: 'falseAlarm' }
  | { readonly kind: 'merge'; readonly into: string }
  | { readonly kind: 'split' }
  | { readonly kind: 'release' }

export type ActResult =
  | { ok: true; repeated: boolean }
  | { ok: false; refusal: ActRefusal | 'not-found' | 'not-permitted' | 'merge-target-unknown' | 'stale' }

/**
 * Does one thing to one alert: decides, and saves state, event, message and audit in one transaction. What stands so already by this person's own act is a
 * repetition; by another's, or changed since it was seen, it is `stale` and nothing is done.
 */
export async function actOnAlert(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: {
    readonly alertId: string
    readonly act: AskedAct
    readonly note: string
    /** `updatedAt` of the alert as the person saw it. */
    readonly seen?: Date | undefined
  },
  now: Date,
): Promise<ActResult> {
  const note = input.note.trim()
  if (note === '') return { ok: false, refusal: 'note-missing' }
  return db.$transaction(async (tx): Promise<ActResult> => {
    const into = input.act.kind === 'merge' ? input.act.into : null
    if (input.act.kind === 'setLevel') await lockTasksOf(tx, input.alertId)
    // Two alerts merged into each other at once lock in one order, so that one of the two is refused instead of both waiting.
    const locked = new Map<string, Alert | null>()
    for (const id of [...new Set([input.alertId, ...(into ? [into] : [])])].sort())
      locked.set(id, await lockAlert(tx, id))
    const alert = locked.get(input.alertId)
    if (!alert) return { ok: false, refusal: 'not-found' }
    if (!permitted(actor, 'alert.triage', alert, territory)) return { ok: false, refusal: 'not-permitted' }
    const target = into ? locked.get(into) : null
    // One answer for "none" and "not yours".
    const mine = target && permitted(actor, 'alert.triage', target, territory)
    // Merged into another alert it would be handled where others may, or may not, see it.
    if (into && !(mine && target.sensitivity === alert.sensitivity))
      return { ok: false, refusal: 'merge-target-unknown' }
    const act: AlertAct =
      input.act.kind === 'merge' ? { kind: 'merge', into: standingOf(target as Alert), note } : { ...input.act, note }
    const decided = decideAct(standingOf(alert), act, now)
    if (!decided.ok) return decided
    if (decided.repeated)
      return (await doneByAnother(tx, alert.id, input.act.kind, actor.id))
        ? { ok: false, refusal: 'stale' }
        : { ok: true, repeated: true }
    if (input.seen && input.seen.getTime() !== alert.updatedAt.getTime()) return { ok: false, refusal: 'stale' }
    await save(tx, alert, act, decided, { actor, territory }, now)
    return { ok: true, repeated: false }
  })
}

const COMMANDS: Readonly<Partial<Record<AskedAct['kind'], readonly string[]>>> = {
  setLevel: ['raiseLevel', 'lowerLevel'],
}

/** Whether another person's act of this kind, the last there was, brought the alert to where this one would. */
async function doneByAnother(
  tx: Transaction,
  alertId: string,
  kind: AskedAct['kind'],
  actor: string,
): Promise<boolean> {
  const last = await tx.alertEvent.findFirst({
    where: { alertId, command: { in: [...(COMMANDS[kind] ?? [kind])] } },
    orderBy: { id: 'desc' },
    select: { actor: true },
  })
  // What the product or nobody brought about is no conflict of people.
  return last !== null && last.actor !== actor && !/^(system$|rule:)/.test(last.actor)
}

export function standingOf(alert: Alert): AlertStanding {
  const { id, acknowledgedAt, snoozedUntil } = alert
  return {
    ...{ id, acknowledgedAt, snoozedUntil },
    state: StoredAlertState.parse(alert.state),
    level: StoredLevel.parse(alert.level),
  }
}

async function save(
  tx: Transaction,
  alert: Alert,
  act: AlertAct,
  decided: Extract<ActDecision, { repeated: false }>,
  { actor: person, territory }: { readonly actor: Actor; readonly territory: Territory },
  now: Date,
): Promise<void> {
  const actor = person.id
  const { command, after, set } = decided
  const before = StoredAlertState.parse(alert.state)
  const acknowledged = set.acknowledgedAt && !alert.acknowledgedAt ? { acknowledgedBy: actor } : {}
  // Two acts of one kind may fall into one millisecond.
  const cause = randomUUID()
  const common = { command, actor, note: act.note, cause }
  const raised =
    command === 'raiseLevel' && act.kind === 'setLevel'
      ? await raiseTasksOf(tx, person, territory, { alertId: alert.id, level: act.level, note: act.note, cause }, now)
      : []
  await changeAlert(
    tx,
    { ...common, id: alert.id, before, after, set: { ...set, ...acknowledged }, ...withDetail(alert, act, raised) },
    now,
  )
  if (act.kind === 'merge') {
    // What was merged into this one goes on with it, so that no alert hangs from one that is itself put away.
    const carried = await tx.alert.findMany({ where: { mergedInto: alert.id }, orderBy: { id: 'asc' } })
    for (const { id } of carried)
      await changeAlert(
        tx,
        {
          ...{ ...common, id, before: 'merged', after: 'merged', cause: `${cause}:${alert.id}` },
          set: { mergedInto: act.into.id },
          detail: { into: act.into.id },
        },
        now,
      )
  }
  if (act.kind === 'falseAlarm') await releaseUnder(tx, alert.id, { actor, note: act.note }, now)
}

function withDetail(alert: Alert, act: AlertAct, raised: readonly string[]): { detail?: Prisma.InputJsonObject } {
  switch (act.kind) {
    case 'snooze':
      return { detail: { until: act.until.toISOString() } }
    case 'setLevel':
      return { detail: { from: alert.level, to: act.level, ...(raised.length > 0 ? { tasks: [...raised] } : {}) } }
    case 'merge':
      return { detail: { into: act.into.id } }
    case 'split':
      return { detail: { from: alert.mergedInto } }
    case 'release':
      return { detail: { by: alert.inhibitedBy } }
    default:
      return {}
  }
}
