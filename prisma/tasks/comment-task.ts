import { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, type FindingPlace, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { titleColumns } from '../notices/notice-title'
import { putMessage } from '../outbox/put'
import { readGrants } from '../people/grants-of'

export interface TaskWords {
  readonly taskId: string
  readonly text: string
  /** Ids of people named in it; each must be able to read the task. */
  readonly mentions: readonly string[]
  readonly idempotencyKey: string
}

export type CommentResult =
  | { ok: true; id: string; repeated: boolean }
  | { ok: false; refusal: 'not-found' | 'not-permitted' | 'note-missing' | 'key-reused' | 'unknown-person' }

/** Writes beside a task what is no move. Whoever is named in it finds it in the inbox. */
export async function commentTask(
  db: Database,
  actor: Actor,
  territory: Territory,
  words: TaskWords,
  now: Date,
): Promise<CommentResult> {
  const text = words.text.trim()
  if (text === '') return { ok: false, refusal: 'note-missing' }
  return db.$transaction(async (tx): Promise<CommentResult> => {
    const task = await tx.task.findUnique({ where: { id: words.taskId } })
    if (!task) return { ok: false, refusal: 'not-found' }
    if (!permitted(actor, 'task.read', task, territory)) return { ok: false, refusal: 'not-permitted' }
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${words.idempotencyKey}, 7270736902))`
    const earlier = await tx.taskComment.findUnique({ where: { idempotencyKey: words.idempotencyKey } })
    if (earlier) {
      const same = earlier.taskId === task.id && earlier.author === actor.id
      return same ? { ok: true, id: earlier.id, repeated: true } : { ok: false, refusal: 'key-reused' }
    }
    const readers = await readersOf(tx, task, territory)
    const mentions = [...new Set(words.mentions)]
    const named = readers.filter(({ id }) => mentions.includes(id))
    if (named.length < mentions.length) return { ok: false, refusal: 'unknown-person' }
    const { idempotencyKey } = words
    const { id } = await tx.taskComment.create({
      data: { taskId: task.id, at: now, author: actor.id, text, mentions, idempotencyKey },
    })
    await tx.notice.createMany({
      data: named
        .filter((person) => person.id !== actor.id)
        .map(({ id: userId }) => ({
          ...{ key: `comment:${id}:${userId}`, userId, link: `/tasks/${task.id}`, level: task.level, createdAt: now },
          ...titleColumns({ zh: `有人在任务中提到您：${task.title}`, en: `You were named in: ${task.title}` }),
        })),
      skipDuplicates: true,
    })
    const payload = { id: task.id, command: 'comment', by: actor.id }
    await putMessage(tx, { key: `task:${task.id}:comment:${id}`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, {
      actor: actor.id,
      action: 'task.comment',
      subject: `task:${task.id}`,
      detail: { comment: id, text, mentions },
      at: now,
    })
    return { ok: true, id, repeated: false }
  })
}

/** Everybody who may read a task of this place, and so may be named. */
export async function readersOf(db: Database | Transaction, place: FindingPlace, territory: Territory) {
  const people = await db.user.findMany({
    where: { disabledAt: null },
    include: { grants: { where: { revokedAt: null } } },
    orderBy: { name: 'asc' },
  })
  return people
    .filter((person) => {
      const grants = readGrants(person.grants, () => undefined)
      return permitted({ id: PersonId.parse(person.id), grants }, 'task.read', place, territory)
    })
    .map(({ id, name, locale }) => ({ id, name, locale }))
}
