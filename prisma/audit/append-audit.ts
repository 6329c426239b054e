import type { Database, Transaction } from '../database'
import type { Prisma } from '../generated/client'

export interface AuditRecord {
  /** Person id, or `rule:<id>`, `sender:<id>`, `system`. */
  readonly actor: string
  /** `<term>.<verb>`. */
  readonly action: string
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
