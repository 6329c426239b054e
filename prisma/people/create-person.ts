import { randomUUID } from 'node:crypto'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import { faultOfGrants, type GrantsFault } from '@cockpit/domain/access/separation'
import { PersonId } from '@cockpit/domain/ids'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { hashPassword, isPassword } from './password'

/** The installation itself, where nobody is signed in yet: the command line and the demo. */
export const SYSTEM = 'system'

export interface NewPerson {
  /** 3 to 30 letters, digits, dots or underscores; kept in lower case, as better-auth looks it up. */
  readonly username: string
  readonly name: string
  readonly password: string
  readonly email?: string
  readonly locale?: 'zh-CN' | 'en'
  readonly grants: readonly Grant[]
  readonly demo?: boolean
}

export type CreatePersonResult =
  | { ok: true; id: PersonId }
  | { ok: false; refusal: 'not-permitted' | 'bad-username' | 'bad-password' | 'name-missing' | 'taken' | GrantsFault }

/**
 * Makes a person who can sign in, with what better-auth expects to find: a user and a credential account.
 * People are made by the system administrator and grants given by the security administrator; who is only one of them cannot do both.
 */
export async function createPerson(
  db: Database,
  actor: Actor | typeof SYSTEM,
  person: NewPerson,
  now: Date,
): Promise<CreatePersonResult> {
  if (actor !== SYSTEM) {
    const mayMake = mayAnywhere(actor.grants, 'people.manage')
    const mayGrant = person.grants.length === 0 || mayAnywhere(actor.grants, 'grants.manage')
    if (!mayMake || !mayGrant) return { ok: false, refusal: 'not-permitted' }
  }
  if (!/^[A-Za-z0-9._]{3,30}$/.test(person.username)) return { ok: false, refusal: 'bad-username' }
  const fault = faultOfGrants(person.grants)
  if (fault) return { ok: false, refusal: fault }
  if (person.name.trim() === '') return { ok: false, refusal: 'name-missing' }
  if (!isPassword(person.password)) return { ok: false, refusal: 'bad-password' }

  const id = PersonId.parse(randomUUID())
  const by = actor === SYSTEM ? SYSTEM : actor.id
  const username = person.username.toLowerCase()
  const password = await hashPassword(person.password)
  return db.$transaction(async (tx): Promise<CreatePersonResult> => {
    const [made] = await tx.user.createManyAndReturn({
      data: [
        {
          id,
          name: person.name.trim(),
          // better-auth wants an address; .invalid reaches nobody (RFC 2606).
          email: person.email?.toLowerCase() ?? `${username}@cockpit.invalid`,
          username,
          displayUsername: person.username,
          demo: person.demo ?? false,
          locale: person.locale ?? 'zh-CN',
          createdAt: now,
          updatedAt: now,
        },
      ],
      skipDuplicates: true,
    })
    if (!made) return { ok: false, refusal: 'taken' }
    await tx.account.create({
      data: {
        id: randomUUID(),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password,
        createdAt: now,
        updatedAt: now,
      },
    })
    await tx.grant.createMany({
      data: person.grants.map((grant) => ({ ...grant, userId: id, createdAt: now, createdBy: by })),
    })
    await appendAudit(tx, {
      actor: by,
      action: 'person.create',
      subject: `person:${id}`,
      detail: { username, name: person.name.trim(), demo: person.demo ?? false, grants: [...person.grants] },
      at: now,
    })
    return { ok: true, id }
  })
}
