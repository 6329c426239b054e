import type { Database } from '@cockpit/db/database'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { coversFacility, isNothing, scopeOf } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import type { SenderTables } from '@cockpit/domain/imports/sendable'
import { loadFacilities, loadTerritory } from '@cockpit/geo/territory-store'

/** What a sender may send, by its grants of this moment: a file may have waited since they were checked at the door. */
export interface SenderBounds extends SenderTables {
  /** Facilities it may report for; undefined when nothing binds it, empty when it may report nothing any more. */
  readonly facilities: ReadonlySet<string> | undefined
}

const UNBOUND: SenderBounds = { facilities: undefined, tables: [], facilitiesOnly: false }

/**
 * @param sender a sender token's or person's id, as the folder in the drop folder is named; any other name is a folder that whoever looks
 *   after the drop folder made, and is bound to nothing
 */
export async function boundsOf(db: Database, sender: string): Promise<SenderBounds> {
  const known = await grantsOfSender(db, sender)
  if (known === undefined) return UNBOUND
  const { grants, tables } = known
  const scope = scopeOf(grants, 'import.submit', 'aggregate')
  const bounds = { tables, facilitiesOnly: scope.areas.length === 0 }
  if (isNothing(scope)) return { ...bounds, facilities: new Set() }
  const territory = await loadTerritory(db)
  if (territory.roots.length > 0 && territory.roots.every(({ code }) => scope.areas.includes(code)))
    return { ...bounds, facilities: undefined }
  const facilities = await loadFacilities(db)
  const own = facilities.filter((facility) => coversFacility(scope, facility, territory)).map(({ id }) => id)
  return { ...bounds, facilities: new Set(own) }
}

/** Undefined when no person and no machine has that id. */
async function grantsOfSender(
  db: Database,
  id: string,
): Promise<{ grants: readonly Grant[]; tables: readonly string[] } | undefined> {
  const select = { grant: true, tables: true, revokedAt: true }
  const token = await db.senderToken.findUnique({ where: { id }, select })
  if (token) {
    const grant = Grant.safeParse(token.grant)
    const valid = grant.success && grant.data.role === 'sender' && token.revokedAt === null
    return { grants: valid ? [grant.data] : [], tables: token.tables }
  }
  const person = await db.user.findUnique({ where: { id }, select: { id: true } })
  return person ? { grants: await grantsOf(db, person.id), tables: [] } : undefined
}
