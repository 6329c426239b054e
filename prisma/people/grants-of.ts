import { Grant } from '@cockpit/domain/access/grant'
import { z } from 'zod'
import type { Database, Transaction } from '../database'
import type { Grant as StoredGrant } from '../generated/client'

/** Told of a stored grant that cannot be read; what it meant to give is then given to nobody. */
export type ReportUnreadable = (problem: string) => void

/**
 * What a person holds now. Someone unknown or disabled, a revoked grant and a grant that does not parse give nothing;
 * the last is reported, because somebody meant it to give something.
 */
export async function grantsOf(
  db: Database | Transaction,
  personId: string,
  report: ReportUnreadable = console.error,
): Promise<Grant[]> {
  const rows = await db.grant.findMany({
    where: { userId: personId, revokedAt: null, user: { disabledAt: null } },
    orderBy: { createdAt: 'asc' },
  })
  return readGrants(rows, report)
}

/** What a person would hold if their account were open: for whoever changes it, who must not take away what is only shut. */
export async function grantsKept(
  db: Database | Transaction,
  personId: string,
  report: ReportUnreadable = console.error,
): Promise<Grant[]> {
  const rows = await db.grant.findMany({ where: { userId: personId, revokedAt: null }, orderBy: { createdAt: 'asc' } })
  return readGrants(rows, report)
}

export function readGrants(
  rows: readonly Pick<StoredGrant, 'id' | 'userId' | 'role' | 'territory' | 'sensitivity'>[],
  report: ReportUnreadable,
): Grant[] {
  return rows.flatMap(({ id, userId, role, territory, sensitivity }) => {
    const parsed = Grant.safeParse({ role, territory, sensitivity })
    if (parsed.success) return [parsed.data]
    report(`Grant ${id} of person ${userId} cannot be read and gives nothing: ${z.prettifyError(parsed.error)}`)
    return []
  })
}
