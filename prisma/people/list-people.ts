import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import type { Actor } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { SYSTEM } from './create-person'
import { readGrants } from './grants-of'

export interface ListedPerson {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly demo: boolean
  readonly createdAt: Date
  readonly disabledAt: Date | null
  /** When a session of theirs was last used, as far as one is still kept. */
  readonly seenAt: Date | null
  /** In force now; one that cannot be read gives nothing and is left out. */
  readonly grants: readonly Grant[]
}

export interface PeopleFilter extends Page {
  /** A part of the name or of the name to sign in with. */
  readonly search?: string
}

/** Everybody who may sign in, by name; for the administrators of accounts and of grants. */
export async function listPeople(
  db: Database,
  actor: Actor | typeof SYSTEM,
  { search = '', ...page }: PeopleFilter = {},
): Promise<({ ok: true } & Paged<ListedPerson>) | { ok: false; refusal: 'not-permitted' }> {
  const permitted =
    actor === SYSTEM || mayAnywhere(actor.grants, 'people.manage') || mayAnywhere(actor.grants, 'grants.manage')
  if (!permitted) return { ok: false, refusal: 'not-permitted' }
  const part = { contains: search.trim(), mode: 'insensitive' } as const
  const where: Prisma.UserWhereInput = {
    username: { not: null },
    ...(search.trim() ? { OR: [{ name: part }, { username: part }] } : {}),
  }
  const [found, total] = await Promise.all([
    db.user.findMany({
      where,
      orderBy: [{ username: 'asc' }, { id: 'asc' }],
      include: {
        grants: { where: { revokedAt: null }, orderBy: { createdAt: 'asc' } },
        sessions: { orderBy: { updatedAt: 'desc' }, take: 1, select: { updatedAt: true } },
      },
      ...pageArguments(page),
    }),
    db.user.count({ where }),
  ])
  const { rows, next } = cutPage(found, page)
  return {
    ok: true,
    rows: rows.map(({ id, username, name, demo, createdAt, disabledAt, grants, sessions }) => ({
      ...{ id, username: username ?? '', name, demo, createdAt, disabledAt },
      seenAt: sessions[0]?.updatedAt ?? null,
      grants: readGrants(grants, console.error),
    })),
    next,
    total,
  }
}
