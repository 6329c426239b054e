import { createHash } from 'node:crypto'
import type { Action } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { decideTaskMove, type TaskCommand, type TaskRefusal, type TaskState } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { putMessage } from '../outbox/put'
import { claimKey } from './claim-key'
import { type EvidenceFile, type EvidenceRefusal, plainMediaType, refuseEvidence, safeFileName } from './evidence'
import { settleAlert } from './settle-alert'
import { StoredTaskState } from './stored'

export interface MoveTask {
  readonly taskId: string
  readonly command: TaskCommand
  readonly note: string
  /** Files that come with a feedback. */
  readonly evidence?: readonly EvidenceFile[]
  /** The revision the person saw. A task that moved since is refused as stale, never merged. */
  readonly expectedRevision: number
  /** Chosen by the client: the same move sent twice is one move. */
  readonly idempotencyKey: string
}

export type MoveRefusal =
  | TaskRefusal
  | EvidenceRefusal
  | 'not-permitted'
  | 'not-found'
  | 'stale'
  | 'key-reused'
  | 'evidence-not-here'
export type MoveResult =
  | { ok: true; taskId: string; state: TaskState; revision: number; repeated: boolean }
  | { ok: false; refusal: MoveRefusal }

/** What a command asks of the one who gives it. */
export const ACTION_OF: Readonly<Record<TaskCommand, Action>> = {
  sign: 'task.sign',
  feedBack: 'task.feedback',
  return: 'task.review',
  close: 'task.review',
  abort: 'task.dispatch',
  urge: 'task.urge',
}

/** When the state's own clock stops. A returned task is signed still, and its feedback is awaited anew. */
const STAMPS: Readonly<Record<TaskCommand, (now: Date) => object>> = {
  sign: (now) => ({ signedAt: now }),
  feedBack: (now) => ({ fedBackAt: now }),
  return: () => ({ fedBackAt: null }),
  close: (now) => ({ closedAt: now }),
  abort: (now) => ({ closedAt: now }),
  urge: () => ({}),
}

/** Signs, feeds back, returns, closes, aborts or urges a task: state, event, evidence, message and audit in one transaction. */
export async function moveTask(
  db: Database,
  actor: Actor,
  territory: Territory,
  move: MoveTask,
  now: Date,
): Promise<MoveResult> {
  const files = move.evidence ?? []
  if (files.length > 0 && move.command !== 'feedBack') return { ok: false, refusal: 'evidence-not-here' }
  const bad = refuseEvidence(files)
  if (bad) return { ok: false, refusal: bad }
  return db.$transaction(async (tx): Promise<MoveResult> => {
    const earlier = await claimKey(tx, move.idempotencyKey)
    const task = await lockTask(tx, move.taskId)
    if (!task) return { ok: false, refusal: 'not-found' }
    if (!permitted(actor, ACTION_OF[move.command], task, territory)) return { ok: false, refusal: 'not-permitted' }
    if (earlier) {
      const same = earlier.taskId === task.id && earlier.command === move.command && earlier.actor === actor.id
      if (!same) return { ok: false, refusal: 'key-reused' }
      const state = StoredTaskState.parse(earlier.after)
      return { ok: true, taskId: task.id, state, revision: task.revision, repeated: true }
    }
    if (task.revision !== move.expectedRevision) return { ok: false, refusal: 'stale' }

    const before = StoredTaskState.parse(task.state)
    const decision = decideTaskMove(
      { state: before, handlers: await handlersOf(tx, task), evidenceCount: task._count.evidence },
      { command: move.command, by: actor.id, note: move.note, evidence: files.length },
    )
    if (!decision.ok) return decision

    const after = decision.state
    const revision = task.revision + 1
    const note = move.note.trim()
    const evidence = await keepEvidence(tx, task.id, files, actor.id, now)
    await tx.task.update({ where: { id: task.id }, data: { state: after, revision, ...STAMPS[move.command](now) } })
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
        idempotencyKey: move.idempotencyKey,
      },
    })
    if (task.alertId && (after === 'closed' || after === 'aborted'))
      await settleAlert(tx, task.alertId, { actor: actor.id, taskId: task.id, note }, now)
    const payload = { id: task.id, command: move.command, by: actor.id }
    await putMessage(tx, { key: `task:${task.id}:${revision}`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, {
      actor: actor.id,
      action: `task.${move.command}`,
      subject: `task:${task.id}`,
      detail: { before, after, revision, note, evidence: evidence.map(({ id, sha256 }) => ({ id, sha256 })) },
      at: now,
    })
    return { ok: true, taskId: task.id, state: after, revision, repeated: false }
  })
}

async function lockTask(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${id} FOR UPDATE`
  return tx.task.findUnique({ where: { id }, include: { _count: { select: { evidence: true } } } })
}

/** Who dispatched it and whoever fed back: none of them may review it. */
async function handlersOf(tx: Transaction, task: { id: string; dispatchedBy: string }): Promise<PersonId[]> {
  const feedbacks = await tx.taskEvent.findMany({
    where: { taskId: task.id, command: 'feedBack' },
    select: { actor: true },
    distinct: ['actor'],
  })
  return [task.dispatchedBy, ...feedbacks.map((event) => event.actor)].map((id) => PersonId.parse(id))
}

async function keepEvidence(
  tx: Transaction,
  taskId: string,
  files: readonly EvidenceFile[],
  addedBy: string,
  now: Date,
) {
  const kept: { id: string; sha256: string }[] = []
  for (const file of files) {
    const content = Uint8Array.from(file.content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const { id } = await tx.evidence.create({
      data: {
        taskId,
        fileName: safeFileName(file.fileName),
        mediaType: plainMediaType(file.mediaType),
        bytes: content.length,
        sha256,
        content,
        addedBy,
        addedAt: now,
      },
      select: { id: true },
    })
    kept.push({ id, sha256 })
  }
  return kept
}
