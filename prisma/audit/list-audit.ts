import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Actor } from '../access/actor'
import { MAX_PAGE } from '../access/paging'
import type { Database } from '../database'
import type { AuditEntry } from '../generated/client'
import { personNames } from '../people/person-names'

export interface AuditFilter {
  /** An actor's id, or part of a person's name or user name. */
  readonly actor?: string
  /** The beginning of it: `alert:` for all alerts. */
  readonly subject?: string
  /** The beginning of it: `alert.` for all acts on alerts. */
  readonly action?: string
  readonly from?: Date
  readonly until?: Date
  /** Entries with smaller numbers than this. */
  readonly before?: bigint
  readonly limit?: number
}

export type AuditList =
  | { ok: true; rows: AuditEntry[]; people: Record<string, string>; next: bigint | null }
  | { ok: false; refusal: 'not-permitted' }

/** The audit, newest first, for the audit administrator alone. */
export async function listAudit(db: Database, actor: Actor, filter: AuditFilter = {}): Promise<AuditList> {
  if (!mayAnywhere(actor.grants, 'audit.read')) return { ok: false, refusal: 'not-permitted' }
  const limit = Math.min(MAX_PAGE, Math.max(1, Math.floor(filter.limit ?? 50)))
  const found = await db.auditEntry.findMany({
    where: {
      ...(filter.actor ? { actor: { in: await actorsCalled(db, filter.actor) } } : {}),
      ...(filter.subject ? { subject: { startsWith: filter.subject } } : {}),
      ...(filter.action ? { action: { startsWith: filter.action } } : {}),
      at: { gte: filter.from, lt: filter.until },
      seq: { lt: filter.before },
    },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  })
  const rows = found.slice(0, limit)
  const actors = [...new Set(rows.map((row) => row.actor))]
  const [senders, persons] = await Promise.all([senderNames(db, actors), personNames(db, actors)])
  const people = { ...senders, ...persons }
  return { ok: true, rows, people, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null }
}

async function senderNames(db: Database, ids: readonly string[]): Promise<Record<string, string>> {
  const rows = await db.senderToken.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

async function actorsCalled(db: Database, text: string): Promise<string[]> {
  const contains = { contains: text, mode: 'insensitive' as const }
  const people = await db.user.findMany({
    where: { OR: [{ name: contains }, { username: contains }] },
    select: { id: true },
    take: 500,
  })
  return [text, ...people.map((person) => person.id)]
}

/** The acts that stand in the audit, for choosing one; for the audit administrator alone. */
export async function auditActions(
  db: Database,
  actor: Actor,
): Promise<{ ok: true; actions: string[] } | { ok: false; refusal: 'not-permitted' }> {
  if (!mayAnywhere(actor.grants, 'audit.read')) return { ok: false, refusal: 'not-permitted' }
  // Grouped by the database: the audit is longer than any memory.
  const found = await db.auditEntry.groupBy({ by: ['action'], orderBy: { action: 'asc' } })
  return { ok: true, actions: found.map((entry) => entry.action) }
}
