import type { Database } from '@cockpit/db/database'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { coversFacility, isNothing, scopeOf } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import { loadFacilities, loadTerritory } from '@cockpit/geo/territory-store'

/**
 * The facilities for which a sender may report, by its grants of this moment: a file may have waited since they were checked at the door.
 * @param sender a sender token's or person's id, as the folder in the drop folder is named
 * @returns undefined when nothing binds it: it may report for a whole province, or it is a folder that whoever looks after the drop
 *   folder made; empty when it may report nothing any more
 */
export async function facilitiesOf(db: Database, sender: string): Promise<ReadonlySet<string> | undefined> {
  const grants = await grantsOfSender(db, sender)
  if (grants === undefined) return undefined
  const scope = scopeOf(grants, 'import.submit', 'aggregate')
  if (isNothing(scope)) return new Set()
  const territory = await loadTerritory(db)
  if (territory.roots.length > 0 && territory.roots.every(({ code }) => scope.areas.includes(code))) return undefined
  const facilities = await loadFacilities(db)
  return new Set(facilities.filter((facility) => coversFacility(scope, facility, territory)).map(({ id }) => id))
}

/** Undefined when no person and no machine has that id. */
async function grantsOfSender(db: Database, id: string): Promise<readonly Grant[] | undefined> {
  const token = await db.senderToken.findUnique({ where: { id }, select: { grant: true, revokedAt: true } })
  if (token) {
    const grant = Grant.safeParse(token.grant)
    return grant.success && grant.data.role === 'sender' && token.revokedAt === null ? [grant.data] : []
  }
  const person = await db.user.findUnique({ where: { id }, select: { id: true } })
  return person ? grantsOf(db, person.id) : undefined
}
