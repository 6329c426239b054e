import { isDeepStrictEqual } from 'node:util'
import type { Database } from '@cockpit/db/database'
import { readGrants } from '@cockpit/db/people/grants-of'
import type { Grant } from '@cockpit/domain/access/grant'
import type { PersonId } from '@cockpit/domain/ids'

/** What a person was given and not taken again, also while their account is shut. */
export async function heldNow(db: Database, personId: PersonId): Promise<Grant[]> {
  const rows = await db.grant.findMany({ where: { userId: personId, revokedAt: null } })
  return readGrants(rows, console.error)
}

/** Whether two lists give the same, in whatever order they stand. */
export function sameGrants(some: readonly Grant[], others: readonly Grant[]): boolean {
  const holds = (list: readonly Grant[], grant: Grant) => list.some((one) => isDeepStrictEqual(one, grant))
  return some.every((grant) => holds(others, grant)) && others.every((grant) => holds(some, grant))
}
