import type { Action } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { type Place, permitted } from '../access/actor'
import { StoredBilingual } from '../alerts/stored'
import type { Database } from '../database'
import type { Outbox } from '../generated/client'
import { readGrants } from '../people/grants-of'
import { NOTICE_WORDS, type NoticeKind } from './words'

const Change = z.object({ id: z.string(), command: z.string(), by: z.string().optional() })

/** Whom a change concerns: those who may do the next thing about it. */
const CONCERNS: Readonly<Record<NoticeKind, Action>> = {
  'alert.raise': 'alert.triage',
  'alert.reopen': 'alert.triage',
  'task.dispatch': 'task.sign',
  'task.return': 'task.feedback',
  'task.urge': 'task.feedback',
  'task.abort': 'task.sign',
  'task.close': 'task.sign',
  'task.feedBack': 'task.review',
}

/**
 * Puts a change from the outbox into the inboxes of the people whose grants make it theirs to act on, in their language.
 * Who made the change is not told of it. Delivered twice it is one notice a person.
 * @returns how many notices are new
 */
export async function notify(
  db: Database,
  territory: Territory,
  row: Pick<Outbox, 'key' | 'topic' | 'payload' | 'createdAt'>,
  report: (problem: string) => void = console.error,
): Promise<number> {
  const term = { 'alert.changed': 'alert', 'task.changed': 'task' }[row.topic]
  if (!term) return 0
  const { id, command, by } = Change.parse(row.payload)
  const kind = Object.keys(CONCERNS).find((known): known is NoticeKind => known === `${term}.${command}`)
  if (!kind) return 0
  const about = term === 'alert' ? await aboutAlert(db, id) : await aboutTask(db, id)
  if (!about) return 0
  const people = await db.user.findMany({
    where: { disabledAt: null, ...(by ? { id: { not: by } } : {}) },
    include: { grants: { where: { revokedAt: null } } },
  })
  const told = people.filter((person) => {
    const actor = { id: PersonId.parse(person.id), grants: readGrants(person.grants, report) }
    return permitted(actor, CONCERNS[kind], about.place, territory)
  })
  const { count } = await db.notice.createMany({
    data: told.map((person) => {
      const language = person.locale === 'en' ? 'en' : 'zh'
      return {
        key: `${row.key}:${person.id}`,
        userId: person.id,
        title: `${NOTICE_WORDS[kind][language]}${about.title[language]}`,
        link: `/command?${term}=${id}`,
        level: about.level,
        createdAt: row.createdAt,
      }
    }),
    skipDuplicates: true,
  })
  return count
}

interface About {
  readonly place: Place
  readonly level: string
  readonly title: { readonly zh: string; readonly en: string }
}

async function aboutAlert(db: Database, id: string): Promise<About | null> {
  const alert = await db.alert.findUnique({ where: { id } })
  return alert && { place: alert, level: alert.level, title: StoredBilingual.parse(alert.title) }
}

async function aboutTask(db: Database, id: string): Promise<About | null> {
  const task = await db.task.findUnique({ where: { id } })
  return task && { place: task, level: task.level, title: { zh: task.title, en: task.title } }
}
