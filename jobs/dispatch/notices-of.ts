import type { Database } from '@cockpit/db/database'
import type { Prisma } from '@cockpit/db/generated/client'
import { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { noticeText } from './notice-text'
import { type Person, recipientsOf } from './recipients'

const AlertTitle = z.object({ zh: z.string(), en: z.string() })

interface Happening {
  readonly id: string
  readonly command?: string | undefined
  readonly by?: string | undefined
}

/** The notices one change gives rise to: one a person, its key made of the message and the person. */
export async function noticesOf(
  db: Database,
  territory: Territory,
  topic: 'alert.changed' | 'task.changed',
  key: string,
  happening: Happening,
): Promise<Prisma.NoticeCreateManyInput[]> {
  const kind = topic === 'alert.changed' ? 'alert' : 'task'
  const what = `${kind}.${happening.command ?? ''}`
  const subject = kind === 'alert' ? await alertOf(db, happening.id) : await taskOf(db, happening.id)
  if (!subject) return []
  const people = recipientsOf(what, happening.by ?? null, subject.place, await activePeople(db), territory)
  return people.map((person) => ({
    key: `${key}:${person.id}`,
    userId: person.id,
    title: noticeText(what, person.locale.startsWith('en') ? subject.title.en : subject.title.zh, person.locale),
    link: `/command?${kind}=${happening.id}`,
    level: subject.level,
  }))
}

async function alertOf(db: Database, id: string) {
  const alert = await db.alert.findUnique({ where: { id } })
  return alert && { place: alert, title: AlertTitle.parse(alert.title), level: alert.level }
}

async function taskOf(db: Database, id: string) {
  const task = await db.task.findUnique({ where: { id } })
  return task && { place: task, title: { zh: task.title, en: task.title }, level: task.level }
}

async function activePeople(db: Database): Promise<Person[]> {
  const users = await db.user.findMany({
    where: { disabledAt: null, grants: { some: { revokedAt: null } } },
    include: { grants: { where: { revokedAt: null } } },
  })
  return users.map((user) => ({
    id: PersonId.parse(user.id),
    locale: user.locale,
    grants: user.grants.map(({ role, territory, sensitivity }) => Grant.parse({ role, territory, sensitivity })),
  }))
}
