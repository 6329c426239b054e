import { admitMail, type NoticeChannels } from '@cockpit/domain/notice/channels'
import { endOfQuiet } from '@cockpit/domain/notice/preference'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import type { Database } from '../database'
import type { Delivery, Outbox, ScheduledReportRun } from '../generated/client'
import { titleColumns } from '../notices/notice-title'
import { preferencesOf } from '../notices/preferences'
import { grantsOf } from '../people/grants-of'
import { RunFacts, readDefinition } from './stored'
import { stillCovers } from './take-file'

const Change = z.object({ id: z.string() })
/** Mail of reports waits behind everything that is grave. */
const LEVEL = 'IV'

/**
 * Tells the recipient of a run what became of it: a notice, and a mail with the link where the definition asks for one and an address is
 * admitted; a refusal is told in the inbox alone. Without a way to mail, the inbox is told. What failed or was refused is told its author
 * too, once for a due date however many recipients it concerns. Repeated it is one notice and one delivery.
 */
export async function tellRun(
  db: Database,
  row: Pick<Outbox, 'key' | 'payload' | 'createdAt'>,
  channels: NoticeChannels | null,
): Promise<void> {
  const run = await db.scheduledReportRun.findUnique({ where: { id: Change.parse(row.payload).id } })
  if (run && !run.trial && (run.state === 'failed' || run.state === 'refused')) await tellAuthor(db, run, row.createdAt)
  const person = run && (await db.user.findUnique({ where: { id: run.recipient, disabledAt: null } }))
  if (!run || !person) return
  const { title, channels: wanted } = readDefinition(await definitionOf(db, run))
  const zh = person.locale !== 'en'
  const made = run.state === 'made' || run.state === 'sent'
  const facts = RunFacts.safeParse(run.facts).data
  const preference = (await preferencesOf(db, [person.id]))(person.id)
  const mails =
    made && !run.trial && wanted.includes('email') && admitMail(preference.email, channels?.smtp?.domains ?? [])
  const inbox = wanted.includes('inbox') || !mails
  const words = made
    ? {
        zh: `定时报表：${title}${facts ? `（${facts.period}）` : ''}`,
        en: `Scheduled report: ${title}${facts ? ` (${facts.period})` : ''}`,
      }
    : { zh: `定时报表没有生成：${title}`, en: `Scheduled report not made: ${title}` }
  const link = `/reports?run=${run.id}`
  await db.$transaction(async (tx) => {
    if (inbox)
      await tx.notice.createMany({
        data: [
          {
            ...{ key: `${row.key}:${person.id}`, userId: person.id, ...titleColumns(words), link },
            ...{ level: '', createdAt: row.createdAt },
          },
        ],
        skipDuplicates: true,
      })
    if (mails && channels)
      await tx.delivery.createMany({
        data: [
          {
            ...{ key: `${row.key}:email:${person.id}`, channel: 'email', receiver: person.id, level: LEVEL },
            ...{ subject: `report:${run.id}`, action: 'report.make', title: zh ? words.zh : words.en },
            text: [
              zh ? `期间：${facts?.period ?? ''}` : `Period: ${facts?.period ?? ''}`,
              ...(facts?.demo ? [zh ? '演示数据' : 'Demonstration data'] : []),
              zh ? '请登录后打开：' : 'Sign in to open it:',
            ].join('\n'),
            link: new URL(link, channels.baseUrl).href,
            createdAt: row.createdAt,
            nextAttemptAt: endOfQuiet(preference.quiet, row.createdAt),
          },
        ],
        skipDuplicates: true,
      })
    const toldBy = [...(inbox ? ['inbox'] : []), ...(mails ? ['email'] : [])]
    await tx.scheduledReportRun.updateMany({
      where: { id: run.id, toldBy: { isEmpty: true } },
      data: { toldBy, ...(run.state === 'made' ? { state: 'sent' } : {}) },
    })
  })
}

/** The words name nobody: who it was about stands in the history of the report, to those who may read it. */
async function tellAuthor(db: Database, run: ScheduledReportRun, at: Date): Promise<void> {
  const report = await db.scheduledReport.findUniqueOrThrow({ where: { id: run.reportId } })
  const author = await db.user.findUnique({ where: { id: report.owner, disabledAt: null } })
  // Who gets it as well has been told as its recipient.
  if (!author || author.id === run.recipient) return
  const title = {
    zh: `您设置的定时报表有接收人未能收到：${report.title}`,
    en: `A report of yours did not reach everybody: ${report.title}`,
  }
  await db.notice.createMany({
    data: [
      {
        ...{ key: `report:${report.id}:${run.dueAt.toISOString()}:author`, userId: author.id, ...titleColumns(title) },
        ...{ link: `/reports?r=${report.id}`, level: '', createdAt: at },
      },
    ],
    skipDuplicates: true,
  })
}

/** Whether a mail about a run may still leave: its recipient may still take out what the file holds. */
export async function mayTellOfRun(
  db: Database,
  territory: Territory,
  delivery: Pick<Delivery, 'subject' | 'receiver'>,
): Promise<boolean> {
  const run = await db.scheduledReportRun.findFirst({ where: { id: runIdOf(delivery), recipient: delivery.receiver } })
  return run !== null && stillCovers(db, run.scope, await grantsOf(db, delivery.receiver), territory)
}

/** A file that goes with a mail. */
export interface Attachment {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

/**
 * The file of a mail about a run: only a table of whole areas, whose definition wants it, where the operator permits attachments. Null for
 * everything else: then the mail has the link alone.
 */
export async function attachmentOf(
  db: Database,
  delivery: Pick<Delivery, 'subject'>,
  channels: NoticeChannels,
): Promise<Attachment | null> {
  if (!channels.attachReports || !delivery.subject.startsWith('report:')) return null
  const run = await db.scheduledReportRun.findUnique({ where: { id: runIdOf(delivery) }, include: { file: true } })
  if (!run?.file || !RunFacts.safeParse(run.facts).data?.areasOnly) return null
  if (!readDefinition(await definitionOf(db, run)).attach) return null
  const { name, mediaType, content } = run.file
  return { filename: name, contentType: mediaType, content: Buffer.from(content) }
}

/** The definition a run is made by: the one in force when it fell due. */
export async function definitionOf(
  db: Database,
  { reportId, version }: { readonly reportId: string; readonly version: number },
): Promise<unknown> {
  const found = await db.scheduledReportVersion.findUniqueOrThrow({
    where: { reportId_version: { reportId, version } },
  })
  return found.definition
}

const runIdOf = ({ subject }: Pick<Delivery, 'subject'>) => subject.slice('report:'.length)
