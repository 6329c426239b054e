import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Action } from '@cockpit/domain/access/grant'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Database } from '../database'
import { readGrants } from '../people/grants-of'
import { titleColumns } from './notice-title'

export interface Announcement {
  /** Told twice under one key it is one notice a person. */
  readonly key: string
  readonly title: Bilingual
  /** The page that shows it. */
  readonly link: string
  readonly level: Level
  /** Whom it is for: who may do all of these. By default who looks after the imports and the health of the installation. */
  readonly to?: readonly Action[]
}

/** Puts a notice into the inbox of the administrators it is for. @returns how many are new */
export async function tellAdministrators(
  db: Database,
  { key, title, link, level, to = ['import.read', 'health.read'] }: Announcement,
  now: Date,
  report: (problem: string) => void = console.error,
): Promise<number> {
  const people = await db.user.findMany({
    where: { disabledAt: null },
    include: { grants: { where: { revokedAt: null } } },
  })
  const told = people.filter((person) => {
    const grants = readGrants(person.grants, report)
    return to.every((action) => mayAnywhere(grants, action))
  })
  const { count } = await db.notice.createMany({
    data: told.map(({ id }) => ({
      key: `${key}:${id}`,
      userId: id,
      ...titleColumns(title),
      link,
      level,
      createdAt: now,
    })),
    skipDuplicates: true,
  })
  return count
}
