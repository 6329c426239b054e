import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Actor } from '../access/actor'
import { MAX_PAGE } from '../access/paging'
import type { Database } from '../database'
import type { AuditEntry } from '../generated/client'
import { personNames } from '../people/person-names'

export interface AuditFilter {
  readonly actor?: string
  readonly subject?: string
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
      actor: filter.actor,
      subject: filter.subject,
      action: filter.action,
      at: { gte: filter.from, lt: filter.until },
      seq: { lt: filter.before },
    },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  })
  const rows = found.slice(0, limit)
  const people = await personNames(
    db,
    rows.map((row) => row.actor),
  )
  return { ok: true, rows, people, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null }
}
