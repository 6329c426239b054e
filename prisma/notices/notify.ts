import type { Action, Grant, Sensitivity } from '@cockpit/domain/access/grant'
import { AreaCode, PersonId } from '@cockpit/domain/ids'
import type { NoticeChannels, Webhook } from '@cockpit/domain/notice/channels'
import { inInbox, mailAt } from '@cockpit/domain/notice/preference'
import { calledBy } from '@cockpit/domain/task/escalation'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { isRestricted, permitted } from '../access/actor'
import type { Database } from '../database'
import type { Outbox, Prisma } from '../generated/client'
import { AT_ONCE } from '../outbox/at-once'
import { readGrants } from '../people/grants-of'
import { type About, aboutSubject, CONCERNS, type NoticeTerm, noticeKind } from './about'
import { titleColumns } from './notice-title'
import { preferencesOf } from './preferences'
import { NOTICE_WORDS, type NoticeKind } from './words'

const TERMS: Readonly<Record<string, NoticeTerm>> = {
  'alert.changed': 'alert',
  'task.changed': 'task',
  'event.changed': 'event',
  'posture.changed': 'posture',
}
/** What has no level is told like the gravest: nobody can have chosen not to know. */
const weightOf = ({ level }: About) => level ?? 'I'

const Change = z.object({
  id: z.string(),
  command: z.string(),
  by: z.string().optional(),
  detail: z.looseObject({ escalation: z.number().optional() }).optional(),
})

/** Someone who may be told, with what is granted now. */
export interface PersonToTell {
  readonly id: string
  readonly locale: string
  readonly grants: readonly Grant[]
}

/** Everyone with an account in use. */
export async function peopleToTell(
  db: Database,
  report: (problem: string) => void = console.error,
): Promise<PersonToTell[]> {
  const people = await db.user.findMany({
    where: { disabledAt: null },
    include: { grants: { where: { revokedAt: null } } },
  })
  return people.map(({ id, locale, grants }) => ({ id, locale, grants: readGrants(grants, report) }))
}

export interface NotifyOptions {
  /** Those read just before, where several changes are told; read anew without them. */
  readonly people?: readonly PersonToTell[]

  /** What may leave the house; without it only the inboxes are filled. */
  readonly channels?: NoticeChannels | null
  readonly report?: (problem: string) => void
}

/**
 * Puts a change from the outbox into the inboxes of the people whose grants make it theirs to act on, in both languages and as each
 * chose (an escalation: of those who sit at the authority it reached), and lays out what leaves by e-mail and webhook: one delivery a receiver, in the same transaction. Who made the change is not told
 * of it; who may not see the place gets nothing. Told twice it is one notice and one delivery each.
 * @returns how many notices are new
 */
export async function notify(
  db: Database,
  territory: Territory,
  row: Pick<Outbox, 'key' | 'topic' | 'payload' | 'createdAt'>,
  { people, channels = null, report = console.error }: NotifyOptions = {},
): Promise<number> {
  const term = TERMS[row.topic]
  if (!term) return 0
  const { id, command, by, detail } = Change.parse(row.payload)
  const kind = noticeKind(term, command)
  if (!kind) return 0
  const subject = `${term}:${id}`
  const about = await aboutSubject(db, subject)
  if (!about) return 0
  const everyone = people ?? (await peopleToTell(db, report))
  const permittedPeople = everyone.filter(
    ({ id: personId, grants }) =>
      personId !== by && permitted({ id: PersonId.parse(personId), grants }, CONCERNS[kind], about.place, territory),
  )
  const told = detail?.escalation
    ? calledBy(
        permittedPeople,
        seatFor(kind, about),
        AreaCode.parse(about.place.areaCode),
        detail.escalation,
        territory,
      )
    : permittedPeople
  const preferred = await preferencesOf(
    db,
    told.map((person) => person.id),
  )
  const mails = channels?.smtp ? told : []
  const deliveries = [
    ...mails.flatMap((person) => {
      const at = mailAt(preferred(person.id), weightOf(about), row.createdAt)
      const words = { language: languageOf(person.locale), kind, about, channels }
      return at
        ? [deliveryOf(row, subject, words, { channel: 'email', receiver: person.id, at: heldUntil(at, row) })]
        : []
    }),
    ...webhooksFor(channels, kind, about, territory).map((hook) => {
      const words = { language: languageOf(hook.locale), kind, about, channels }
      return deliveryOf(row, subject, words, { channel: 'webhook', receiver: hook.id, at: AT_ONCE })
    }),
  ]
  const notices = told
    .filter((person) => inInbox(preferred(person.id), weightOf(about)))
    .map((person) => ({
      key: `${row.key}:${person.id}`,
      userId: person.id,
      ...titleColumns({ zh: titleOf(kind, about, 'zh'), en: titleOf(kind, about, 'en') }),
      link: linkOf(term, id),
      level: about.level ?? '',
      createdAt: row.createdAt,
    }))
  const telling = db.notice.createMany({ data: notices, skipDuplicates: true })
  if (deliveries.length === 0) return (await telling).count
  const [{ count }] = await db.$transaction([
    telling,
    db.delivery.createMany({ data: deliveries, skipDuplicates: true }),
  ])
  return count
}

/** Only quiet hours hold a message back. */
const heldUntil = (at: Date, { createdAt }: Pick<Outbox, 'createdAt'>) => (at > createdAt ? at : AT_ONCE)

/** What makes one sit at an authority that an escalation may reach. */
const seatFor = (kind: NoticeKind, { place }: About): { action: Action; sensitivity: Sensitivity } => ({
  action: CONCERNS[kind],
  sensitivity: isRestricted(place) ? 'case' : place.facilityId === null ? 'aggregate' : 'facility',
})

/** A webhook is told what its grant may read, of the levels it was set up for. */
function webhooksFor(channels: NoticeChannels | null, kind: NoticeKind, about: About, territory: Territory): Webhook[] {
  return (channels?.webhooks ?? []).filter(
    (hook) => hook.levels.includes(weightOf(about)) && webhookMay(hook, kind, about, territory),
  )
}

export function webhookMay(
  hook: Webhook,
  kind: NoticeKind,
  { place }: Pick<About, 'place'>,
  territory: Territory,
): boolean {
  // Nobody knows who reads along where a robot speaks.
  if (isRestricted(place)) return false
  const action = READING[kind.split('.')[0] ?? ''] ?? 'task.read'
  return permitted({ id: PersonId.parse(`webhook:${hook.id}`), grants: [hook.grant] }, action, place, territory)
}

const READING: Readonly<Record<string, Action>> = { alert: 'alert.read', event: 'event.read' }

/** The page of what changed; a posture has none of its own. */
const pageOf = (term: string, id: string) => (term === 'posture' ? '/events/posture' : `/${term}s/${id}`)
/** Alerts and tasks open in the command room. */
const linkOf = (term: NoticeTerm, id: string) =>
  term === 'alert' || term === 'task' ? `/command?${term}=${id}` : pageOf(term, id)

type Language = 'zh' | 'en'
const languageOf = (locale: string): Language => (locale === 'en' ? 'en' : 'zh')

function titleOf(kind: NoticeKind, about: About, language: Language): string {
  return `${NOTICE_WORDS[kind][language]}${about.title[language]}`
}

interface Words {
  readonly language: Language
  readonly kind: NoticeKind
  readonly about: About
  readonly channels: NoticeChannels | null
}

/** No figure leaves the house: the text says what, where and how grave, and the link leads to the rest under the reader's authority. */
function deliveryOf(
  row: Pick<Outbox, 'key' | 'createdAt'>,
  subject: string,
  { language, kind, about, channels }: Words,
  { channel, receiver, at }: { channel: 'email' | 'webhook'; receiver: string; at: Date },
): Prisma.DeliveryCreateManyInput {
  const zh = language === 'zh'
  const [term = '', id = ''] = subject.split(':')
  const place = about.placeName[language]
  const lines = [
    ...(about.level ? [zh ? `级别：${about.level} 级` : `Level: ${about.level}`] : []),
    zh ? `位置：${place}` : `Where: ${place}`,
    ...(about.demo ? [zh ? '演示数据' : 'Demonstration data'] : []),
  ]
  return {
    key: `${row.key}:${channel}:${receiver}`,
    ...{ channel, receiver, level: about.level ?? '', subject, action: kind },
    title: titleOf(kind, about, language),
    text: lines.join('\n'),
    link: new URL(pageOf(term, id), channels?.baseUrl).href,
    createdAt: row.createdAt,
    nextAttemptAt: at,
  }
}
