import type { AuditAct } from '@cockpit/domain/audit/act'
import type { Database, Transaction } from '../database'
import type { Prisma } from '../generated/client'

export interface AuditRecord {
  /** Person id, or `rule:<id>`, `sender:<id>`, `system`. */
  readonly actor: string
  readonly action: AuditAct
  /** `<term>:<id>`. */
  readonly subject: string
  readonly detail: Prisma.InputJsonObject
  readonly at: Date
}

/**
 * Adds one entry to the chain; the database gives it its number and hash. Inside a use case it goes last:
 * from here to the commit every other writer of the chain waits.
 */
export async function appendAudit(db: Database | Transaction, record: AuditRecord): Promise<void> {
  await db.auditEntry.create({ data: { ...record } })
}

/** Several entries, chained in the order given. */
export async function appendAudits(db: Database | Transaction, records: readonly AuditRecord[]): Promise<void> {
  if (records.length > 0) await db.auditEntry.createMany({ data: records.map((record) => ({ ...record })) })
}
