import type { Actor } from '@cockpit/db/access/actor'
import type { Database } from '@cockpit/db/database'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { PersonId } from '@cockpit/domain/ids'
import { UsageError } from './trouble'

/**
 * A person with their present grants, by the name they sign in with.
 * @throws UsageError when nobody is called so
 */
export async function personNamed(db: Database, username: string): Promise<Actor> {
  const user = await db.user.findUnique({ where: { username: username.toLowerCase() } })
  if (!user) throw new UsageError(`nobody signs in as "${username}"; check the name after --as.`)
  const id = PersonId.parse(user.id)
  return { id, grants: await grantsOf(db, id) }
}
