import { readGrants } from '@cockpit/db/people/grants-of'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { signIn } from './sign-in'

/** The person of the session cookie with the grants in force now; null when nobody is signed in or the account is disabled. */
export async function personFrom(headers: Headers, ports: Ports): Promise<Caller | null> {
  if (!headers.get('cookie')?.includes('cockpit.')) return null
  const session = await signIn(ports).api.getSession({ headers })
  const person = session && (await personNow(session.user.id, ports))
  return person && { ...person, session: session.session.id }
}

/** A person with the grants in force now; null for nobody, a disabled account, and one of the demonstration outside it. */
export async function personNow(id: string, ports: Ports): Promise<Caller | null> {
  // Asked side by side: with every question, one wait for the database less.
  const [user, grants] = await Promise.all([
    ports.db.user.findUnique({ where: { id } }),
    ports.db.grant.findMany({ where: { userId: id, revokedAt: null } }),
  ])
  if (!user || user.disabledAt || (user.demo && process.env.COCKPIT_DEMO !== '1')) return null
  return {
    kind: 'person',
    id: user.id,
    name: user.name,
    grants: readGrants(grants, console.error),
    demo: user.demo,
  }
}
