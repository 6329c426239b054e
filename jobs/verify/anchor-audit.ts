import { keepAuditHead, readAuditHead } from '@cockpit/db/audit/audit-head'
import type { Database } from '@cockpit/db/database'

export type AnchorOutcome = 'kept' | 'unchanged' | 'contradicted'

/**
 * Notes where the audit ends now, outside the database, so that an end cut off later can be missed. It moves only forward, and only while the
 * entry noted before still stands there with its hash: a shortened or rewritten chain never replaces the note that shows it.
 */
export async function anchorAudit(db: Database, data: string): Promise<AnchorOutcome> {
  const known = readAuditHead(data)
  const last = await db.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
  if (known) {
    const noted = await db.auditEntry.findUnique({ where: { seq: known.seq }, select: { hash: true } })
    if (noted?.hash !== known.hash) return 'contradicted'
  }
  if (!last || last.seq === known?.seq) return 'unchanged'
  keepAuditHead(data, last)
  return 'kept'
}
