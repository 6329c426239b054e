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
  /** Tables it was registered for; empty: those that its territory allows (`maySendTable`). */
  readonly tables: readonly string[]
}

/** Makes a sender. The token is returned this once; only its hash is kept. */
export async function createSender(
  db: Database,
  actor: Actor | typeof SYSTEM,
  input: { readonly name: string; readonly grant: Grant; readonly tables?: readonly string[] },
  now: Date,
): Promise<{ ok: true; id: string; token: string } | { ok: false; refusal: 'not-permitted' | 'wrong-role' }> {
  if (actor !== SYSTEM && !mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  if (input.grant.role !== 'sender') return { ok: false, refusal: 'wrong-role' }
  const by = actor === SYSTEM ? SYSTEM : actor.id
  const token = newToken('sender')
  const { name } = input
  const tables = [...(input.tables ?? [])]
  const id = await db.$transaction(async (tx) => {
    const made = await tx.senderToken.create({
      data: { name, grant: { ...input.grant }, tables, tokenHash: hashToken(token), createdAt: now, createdBy: by },
    })
    const detail = { name, grant: { ...input.grant }, tables }
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
  return { id: row.id, name: row.name, grant: grant.data, tables: row.tables }
}

type Changed = { ok: true } | { ok: false; refusal: 'not-permitted' | 'not-found' }

/**
 * Registers a sender for other tables; it counts from the next file that is imported, also for one that was taken before.
 * @param tables names of tables; empty for those that its territory allows
 */
export async function registerTables(
  db: Database,
  actor: Actor | typeof SYSTEM,
  id: string,
  tables: readonly string[],
  now: Date,
): Promise<Changed> {
  return changeSender(db, actor, id, { action: 'sender.tables', data: { tables: [...tables] } }, now)
}

export async function revokeSender(
  db: Database,
  actor: Actor | typeof SYSTEM,
  id: string,
  now: Date,
): Promise<Changed> {
  return changeSender(db, actor, id, { action: 'sender.revoke', data: { revokedAt: now } }, now)
}

/** Changes a sender that is not revoked, and tells the audit chain. */
async function changeSender(
  db: Database,
  actor: Actor | typeof SYSTEM,
  id: string,
  {
    action,
    data,
  }: {
    readonly action: 'sender.tables' | 'sender.revoke'
    readonly data: { readonly tables?: string[]; readonly revokedAt?: Date }
  },
  now: Date,
): Promise<Changed> {
  if (actor !== SYSTEM && !mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const { count } = await tx.senderToken.updateMany({ where: { id, revokedAt: null }, data })
    if (count === 0) return { ok: false, refusal: 'not-found' }
    const by = actor === SYSTEM ? SYSTEM : actor.id
    const detail = data.tables ? { tables: data.tables } : {}
    await appendAudit(tx, { actor: by, action, subject: `sender:${id}`, detail, at: now })
    return { ok: true }
  })
}

/** All senders, newest first, without their tokens. A grant that cannot be read is null and gives nothing. */
export async function listSenders(
  db: Database,
): Promise<(Omit<Sender, 'grant'> & { grant: Grant | null; createdAt: Date; revokedAt: Date | null })[]> {
  const rows = await db.senderToken.findMany({ orderBy: { createdAt: 'desc' } })
  return rows.map(({ id, name, grant, tables, createdAt, revokedAt }) => {
    const parsed = Grant.safeParse(grant)
    return { id, name, grant: parsed.success ? parsed.data : null, tables, createdAt, revokedAt }
  })
}
