import type { DueTimes } from '@cockpit/domain/clock/due'
import { settingsFor } from '@cockpit/domain/clock/emergency'
import { decideTaskMove, type TaskCommand, type TaskState } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, type FindingPlace, type Place, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import type { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'
import { addPart } from './add-part'
import { claimKey } from './claim-key'
import { clocksInForce } from './clock-settings'
import { placeOf } from './create-task'
import { effectsOf } from './effects'
import { refuseEvidence } from './evidence'
import { factsOf } from './facts'
import { keepEvidence } from './keep-evidence'
import { permittedCommand } from './permitted-command'
import { reopenAlert } from './reopen-alert'
import { settleAlert } from './settle-alert'
import { StoredTaskState } from './stored'
import type { MoveResult, MoveTask } from './task-move'

const SENT_ON: readonly TaskCommand[] = ['issue', 'transfer', 'assist']

/** Gives one command to a task: state, clocks, event, evidence, message and audit in one transaction. */
export async function moveTask(
  db: Database,
  actor: Actor,
  territory: Territory,
  move: MoveTask,
  wallClock: Date,
): Promise<MoveResult> {
  return db.$transaction((tx) => moveTaskWithin(tx, actor, territory, move, wallClock))
}

/** The same within a transaction that changes more than the task. Whoever holds an alert's row there has taken its tasks' rows before. */
export async function moveTaskWithin(
  tx: Transaction,
  actor: Actor,
  territory: Territory,
  move: MoveTask,
  wallClock: Date,
): Promise<MoveResult> {
  const files = move.evidence ?? []
  if (files.length > 0 && move.command !== 'feedBack') return { ok: false, refusal: 'evidence-not-here' }
  const bad = refuseEvidence(files)
  if (bad) return { ok: false, refusal: bad }
  const earlier = await claimKey(tx, move.idempotencyKey)
  const task = await lockTask(tx, move.taskId)
  if (!task) return { ok: false, refusal: 'not-found' }
  if (!permittedCommand(actor, move.command, task, territory)) return { ok: false, refusal: 'not-permitted' }
  if (earlier) {
    const same = earlier.taskId === task.id && earlier.command === move.command && earlier.actor === actor.id
    if (!same) return { ok: false, refusal: 'key-reused' }
    const state = StoredTaskState.parse(earlier.after)
    return { ok: true, taskId: task.id, state, revision: task.revision, repeated: true }
  }
  if (task.revision !== move.expectedRevision) return { ok: false, refusal: 'stale' }
  const target = await targetOf(tx, actor, territory, { move, task })
  if (typeof target === 'string') return { ok: false, refusal: target }

  const facts = await factsOf(tx, task, territory)
  const decision = decideTaskMove(facts, { ...move, by: actor.id, evidence: files.length })
  if (!decision.ok) return decision

  // A machine's clock that jumped back does not write history before its own past.
  const now = wallClock < task.movedAt ? task.movedAt : wallClock
  const { state: after, patch } = decision
  const before = facts.state
  const revision = task.revision + 1
  const note = move.note.trim()
  const settings = settingsFor((await clocksInForce(tx)).settings, task)
  const evidence = await keepEvidence(tx, task.id, files, actor.id, now)
  const effect = { command: move.command, before, after, patch, by: actor.id, target }
  const alertId = move.command === 'relapse' && move.alertId ? { alertId: move.alertId } : {}
  const changed = await tx.task.update({
    where: { id: task.id },
    data: { ...effectsOf(task, effect, settings, now), ...alertId },
  })
  const part =
    move.command === 'assist' && target ? await addPart(tx, { task, target, move, by: actor.id, settings }, now) : null
  const detail: Prisma.InputJsonObject = {
    ...(move.grade ? { grade: move.grade } : {}),
    ...(move.level ? { level: { before: task.level, after: move.level } } : {}),
    ...(move.until ? { until: move.until.toISOString() } : {}),
    ...(task.closeBy.getTime() === changed.closeBy.getTime()
      ? {}
      : { closeBy: { before: task.closeBy.toISOString(), after: changed.closeBy.toISOString() } }),
    ...dueOf(move.command, after, changed),
    ...(target ? { from: placeText(task), target: placeText(target) } : {}),
    ...(part ? { part: part.id, kind: move.part?.kind ?? 'assist' } : {}),
    ...(patch.escalation === undefined ? {} : { escalation: patch.escalation }),
    ...alertId,
  }
  await tx.taskEvent.create({
    data: {
      taskId: task.id,
      at: now,
      actor: actor.id,
      command: move.command,
      before,
      after,
      note,
      evidenceIds: evidence.map((kept) => kept.id),
      detail,
      idempotencyKey: move.idempotencyKey,
    },
  })
  const relapsed = move.command === 'relapse' ? (move.alertId ?? task.alertId) : null
  if (relapsed)
    await reopenAlert(tx, relapsed, { actor: actor.id, taskId: task.id, relapse: changed.relapses, note }, now)
  if (task.alertId && (after === 'closed' || after === 'aborted'))
    await settleAlert(tx, task.alertId, { actor: actor.id, taskId: endingOf(changed), note }, now)
  const payload = { id: task.id, command: move.command, by: actor.id, detail }
  await putMessage(tx, { key: `task:${task.id}:${revision}`, topic: 'task.changed', payload }, now)
  await appendAudit(tx, {
    actor: actor.id,
    action: `task.${move.command}`,
    subject: `task:${task.id}`,
    detail: {
      before,
      after,
      revision,
      note,
      ...detail,
      evidence: evidence.map(({ id, sha256 }) => ({ id, sha256 })),
    },
    at: now,
  })
  return { ok: true, taskId: task.id, state: after, revision, repeated: false }
}

/** Where the move sends the task or a part of it: within the actor's authority, or the reason why not. */
async function targetOf(
  tx: Transaction,
  actor: Actor,
  territory: Territory,
  { move, task }: { readonly move: MoveTask; readonly task: FindingPlace },
): Promise<FindingPlace | null | 'unknown-target' | 'not-permitted'> {
  if (!SENT_ON.includes(move.command)) return null
  if (!move.target) return move.command === 'issue' ? null : 'unknown-target'
  const found = await placeOf(tx, territory, move.target)
  if (!found) return 'unknown-target'
  const place = { ...found, sensitivity: task.sensitivity }
  return permitted(actor, 'task.dispatch', place, territory) ? place : 'not-permitted'
}

/** By when the step was to be done, as its clock stood then: the task's own row tells the newest round alone. */
function dueOf(command: TaskCommand, after: TaskState, task: DueTimes): { due?: string } {
  const due = command === 'sign' ? task.signBy : command === 'feedBack' ? task.feedbackBy : task.closeBy
  return command === 'sign' || command === 'feedBack' || after === 'closed' ? { due: due.toISOString() } : {}
}

/** A task may end more than once: after each relapse its end is told under another name. */
const endingOf = ({ id, relapses }: { id: string; relapses: number }) => (relapses === 0 ? id : `${id}-${relapses}`)

const placeText = (place: Place) => place.facilityId ?? place.areaCode

async function lockTask(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${id} FOR UPDATE`
  return tx.task.findUnique({ where: { id }, include: { _count: { select: { evidence: true } } } })
}
