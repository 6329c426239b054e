import { isDeepStrictEqual } from 'node:util'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import { faultOfGrants, type GrantsFault } from '@cockpit/domain/access/separation'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { SYSTEM } from './create-person'
import { leavesNone, lockAdministrators } from './last-administrator'

export type ChangeGrantsResult =
  | { ok: true; added: number; revoked: number }
  | { ok: false; refusal: 'not-permitted' | 'not-found' | 'yourself' | 'last-administrator' | GrantsFault }

/**
 * Leaves a person holding exactly these grants: missing ones are given, others revoked (kept as history). Nobody changes their own, and the last security
 * administrator keeps that role, because nobody could give it again.
 */
export async function changeGrants(
  db: Database,
  actor: Actor | typeof SYSTEM,
  input: { readonly personId: string; readonly grants: readonly Grant[] },
  now: Date,
): Promise<ChangeGrantsResult> {
  if (actor !== SYSTEM && !mayAnywhere(actor.grants, 'grants.manage')) return { ok: false, refusal: 'not-permitted' }
  if (actor !== SYSTEM && actor.id === input.personId) return { ok: false, refusal: 'yourself' }
  const fault = faultOfGrants(input.grants)
  if (fault) return { ok: false, refusal: fault }
  const by = actor === SYSTEM ? SYSTEM : actor.id
  return db.$transaction(async (tx): Promise<ChangeGrantsResult> => {
    await lockAdministrators(tx)
    await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${input.personId} FOR UPDATE`
    const person = await tx.user.findUnique({
      where: { id: input.personId },
      include: { grants: { where: { revokedAt: null } } },
    })
    if (!person) return { ok: false, refusal: 'not-found' }
    const meaning = ({ role, territory, sensitivity }: { role: string; territory: unknown; sensitivity: string }) => ({
      role,
      territory,
      sensitivity,
    })
    const held = (grant: Grant) => person.grants.some((row) => isDeepStrictEqual(meaning(row), meaning(grant)))
    const wanted = (row: (typeof person.grants)[number]) =>
      input.grants.some((grant) => isDeepStrictEqual(meaning(row), meaning(grant)))
    const named = (grant: Grant, at: number) =>
      input.grants.findIndex((other) => isDeepStrictEqual(meaning(other), meaning(grant))) < at
    const added = input.grants.filter((grant, at) => !held(grant) && !named(grant, at))
    const revoked = person.grants.filter((row) => !wanted(row))
    if (added.length + revoked.length === 0) return { ok: true, added: 0, revoked: 0 }
    const kept = input.grants.map(({ role }) => role)
    const lost = revoked.map(({ role }) => role).filter((role) => !kept.some((other) => other === role))
    if (actor !== SYSTEM && (await leavesNone(tx, person.id, lost))) return { ok: false, refusal: 'last-administrator' }
    await tx.grant.updateMany({ where: { id: { in: revoked.map((row) => row.id) } }, data: { revokedAt: now } })
    await tx.grant.createMany({
      data: added.map((grant) => ({ ...grant, userId: person.id, createdAt: now, createdBy: by })),
    })
    await appendAudit(tx, {
      actor: by,
      action: 'person.grants',
      subject: `person:${person.id}`,
      detail: { added, revoked: revoked.map((row) => row.id) },
      at: now,
    })
    return { ok: true, added: added.length, revoked: revoked.length }
  })
}
