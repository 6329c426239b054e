import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { hashPassword, isPassword, verifyPassword } from './password'

export interface OwnPassword {
  /** The one in force, which proves that it is the person and not somebody at their desk. */
  readonly present: string
  readonly password: string
  /** Id of the session they came by, which stays; all others end. */
  readonly session: string
}

export type OwnPasswordResult =
  | { ok: true }
  | { ok: false; refusal: 'bad-password' | 'wrong-password' | 'same-password' | 'not-found' }

/** Gives a person another password of their own choice and signs them out wherever else they are. Neither password is kept or told. */
export async function changeOwnPassword(
  db: Database,
  actor: Actor,
  { present, password, session }: OwnPassword,
  now: Date,
): Promise<OwnPasswordResult> {
  if (!isPassword(password)) return { ok: false, refusal: 'bad-password' }
  const account = await db.account.findFirst({
    where: { userId: actor.id, providerId: 'credential', user: { disabledAt: null } },
    select: { id: true, password: true },
  })
  if (!account?.password) return { ok: false, refusal: 'not-found' }
  if (!(await verifyPassword(account.password, present))) return { ok: false, refusal: 'wrong-password' }
  if (password === present) return { ok: false, refusal: 'same-password' }
  const hashed = await hashPassword(password)
  return db.$transaction(async (tx): Promise<OwnPasswordResult> => {
    const { count } = await tx.account.updateMany({
      where: { id: account.id, password: account.password },
      data: { password: hashed, updatedAt: now },
    })
    // An administrator gave another one meanwhile: the one that was proven is no longer in force.
    if (count === 0) return { ok: false, refusal: 'wrong-password' }
    await tx.session.deleteMany({ where: { userId: actor.id, id: { not: session } } })
    const subject = `person:${actor.id}`
    await appendAudit(tx, { actor: actor.id, action: 'person.ownPassword', subject, detail: {}, at: now })
    return { ok: true }
  })
}
