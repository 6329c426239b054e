import { mayAnywhere } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import type { Actor } from '../access/actor'
import { hashToken, newToken } from '../access/token'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'

/** A machine that may POST files, and for which territory. */
export interface Sender {
  readonly id: string
  readonly name: string
  readonly grant: Grant
}

/** Makes a sender. The token is returned this once; only its hash is kept. */
export async function createSender(
  db: Database,
  actor: Actor | typeof SYSTEM,
  input: { readonly name: string; readonly grant: Grant },
  now: Date,
): Promise<{ ok: true; id: string; token: string } | { ok: false; refusal: 'not-permitted' | 'wrong-role' }> {
  if (actor !== SYSTEM && !mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  if (input.grant.role !== 'sender') return { ok: false, refusal: 'wrong-role' }
  const by = actor === SYSTEM ? SYSTEM : actor.id
  const token = newToken('sender')
  const id = await db.$transaction(async (tx) => {
    const made = await tx.senderToken.create({
      data: { name: input.name, grant: { ...input.grant }, tokenHash: hashToken(token), createdAt: now, createdBy: by },
    })
    const detail = { name: input.name, grant: { ...input.grant } }
    await appendAudit(tx, { actor: by, action: 'sender.create', subject: `sender:${made.id}`, detail, at: now })
    return made.id
  })
  return { ok: true, id, token }
}

/** The sender of a token; null when it is unknown, revoked, or its grant cannot be read. */
export async function authenticateSender(
  db: Database,
  token: string,
  report: (problem: string) => void = console.error,
): Promise<Sender | null> {
  const row = await db.senderToken.findUnique({ where: { tokenHash: hashToken(token) } })
  if (!row || row.revokedAt) return null
  const grant = Grant.safeParse(row.grant)
  if (!grant.success || grant.data.role !== 'sender') {
    report(`The grant of sender ${row.id} (${row.name}) cannot be read and gives nothing.`)
    return null
  }
  return { id: row.id, name: row.name, grant: grant.data }
}

export async function revokeSender(
  db: Database,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusal: 'not-permitted' | 'not-found' }> {
  if (!mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const { count } = await tx.senderToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })
    if (count === 0) return { ok: false, refusal: 'not-found' }
    await appendAudit(tx, { actor: actor.id, action: 'sender.revoke', subject: `sender:${id}`, detail: {}, at: now })
    return { ok: true }
  })
}
