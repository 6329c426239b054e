import { ADMINISTRATORS } from '@cockpit/domain/access/separation'
import type { Transaction } from '../database'

/** Two administrators that take each other's role away at once would both find the other still there: they wait for one another. */
export async function lockAdministrators(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('cockpit.administrators'))`
}

/** Whether one of the three administrations would be left with nobody who can sign in. @param lost roles that the person would lose */
export async function leavesNone(tx: Transaction, personId: string, lost: readonly string[]): Promise<boolean> {
  for (const role of ADMINISTRATORS) {
    if (!lost.includes(role)) continue
    const others = await tx.grant.count({
      where: { role, revokedAt: null, userId: { not: personId }, user: { disabledAt: null } },
    })
    if (others === 0) return true
  }
  return false
}
