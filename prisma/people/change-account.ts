import { mayAnywhere } from '@cockpit/domain/access/decide'
import { ADMINISTRATORS } from '@cockpit/domain/access/separation'
import type { AuditAct } from '@cockpit/domain/audit/act'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { SYSTEM } from './create-person'
import { leavesNone, lockAdministrators } from './last-administrator'
import { hashPassword, isPassword } from './password'

export type AccountRefusal =
  | 'not-permitted'
  | 'not-found'
  | 'yourself'
  | 'last-administrator'
  | 'administrator-password'
  | 'bad-password'
export type AccountResult = { ok: true; changed: boolean } | { ok: false; refusal: AccountRefusal }

/**
 * Shuts an account or opens it again. A shut account is signed out everywhere at once and gives nothing; what the person did stays. Nobody shuts their own, nor
 * the last account of one of the three administrators. Shut twice is shut.
 */
export function setDisabled(
  db: Database,
  actor: Actor | typeof SYSTEM,
  { personId, disabled }: { readonly personId: string; readonly disabled: boolean },
  now: Date,
): Promise<AccountResult> {
  return changeAccount(db, actor, personId, now, async (tx, person) => {
    if ((person.disabledAt !== null) === disabled) return null
    if (disabled && actor !== SYSTEM) {
      if (actor.id === personId) return 'yourself'
      const held = await tx.grant.findMany({ where: { userId: personId, revokedAt: null }, select: { role: true } })
      if (
        await leavesNone(
          tx,
          personId,
          held.map(({ role }) => role),
        )
      )
        return 'last-administrator'
    }
    await tx.user.update({ where: { id: personId }, data: { disabledAt: disabled ? now : null } })
    if (disabled) await tx.session.deleteMany({ where: { userId: personId } })
    return { action: disabled ? 'person.disable' : 'person.enable' }
  })
}

/**
 * Gives a person who forgot theirs another password, and signs them out everywhere. Their own they change themselves, knowing the old one. An administrator's
 * is given on the command line alone: who makes accounts could otherwise sign in as who says what they may.
 */
export async function resetPassword(
  db: Database,
  actor: Actor | typeof SYSTEM,
  { personId, password }: { readonly personId: string; readonly password: string },
  now: Date,
): Promise<AccountResult> {
  if (!isPassword(password)) return { ok: false, refusal: 'bad-password' }
  if (actor !== SYSTEM && actor.id === personId) return { ok: false, refusal: 'yourself' }
  const hashed = await hashPassword(password)
  return changeAccount(db, actor, personId, now, async (tx) => {
    const administrates = { userId: personId, revokedAt: null, role: { in: [...ADMINISTRATORS] } }
    if (actor !== SYSTEM && (await tx.grant.count({ where: administrates })) > 0) return 'administrator-password'
    const { count } = await tx.account.updateMany({
      where: { userId: personId, providerId: 'credential' },
      data: { password: hashed, updatedAt: now },
    })
    if (count === 0) return 'not-found'
    await tx.session.deleteMany({ where: { userId: personId } })
    return { action: 'person.password' }
  })
}

/** @param change what it did, as the audit calls it; null where nothing was to be done; or why it may not be */
async function changeAccount(
  db: Database,
  actor: Actor | typeof SYSTEM,
  personId: string,
  now: Date,
  change: (
    tx: Transaction,
    person: { readonly disabledAt: Date | null },
  ) => Promise<{ readonly action: AuditAct } | AccountRefusal | null>,
): Promise<AccountResult> {
  if (actor !== SYSTEM && !mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx): Promise<AccountResult> => {
    await lockAdministrators(tx)
    await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${personId} FOR UPDATE`
    const person = await tx.user.findUnique({ where: { id: personId }, select: { disabledAt: true } })
    if (!person) return { ok: false, refusal: 'not-found' }
    const done = await change(tx, person)
    if (done === null) return { ok: true, changed: false }
    if (typeof done === 'string') return { ok: false, refusal: done }
    const by = actor === SYSTEM ? SYSTEM : actor.id
    await appendAudit(tx, { actor: by, action: done.action, subject: `person:${personId}`, detail: {}, at: now })
    return { ok: true, changed: true }
  })
}
