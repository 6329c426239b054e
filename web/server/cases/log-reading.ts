import { appendAudit } from '@cockpit/db/audit/append-audit'
import type { Database } from '@cockpit/db/database'
import type { Prisma } from '@cockpit/db/generated/client'

/** Writes into the audit who read which single cases. Without it they are not shown. @param place area code or facility id */
export function logReading(
  db: Database,
  person: string,
  how: 'list' | 'open' | 'doctors',
  place: string,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  return appendAudit(db, { actor: person, action: `case.${how}`, subject: `cases:${place}`, detail, at: new Date() })
}
