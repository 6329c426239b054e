import { mayAnywhere } from '@cockpit/domain/access/decide'
import { PersonId } from '@cockpit/domain/ids'
import { admitMail, type NoticeChannels, type Webhook } from '@cockpit/domain/notice/channels'
import { type AttemptOutcome, afterAttempt } from '@cockpit/domain/notice/retry'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { Delivery } from '../generated/client'
import { readGrants } from '../people/grants-of'
import { mayTellOfRun } from '../scheduled-reports/tell-run'
import { aboutSubject, CONCERNS } from './about'
import { webhookMay } from './notify'
import { preferencesOf } from './preferences'
import type { NoticeKind } from './words'

/**
 * Takes due deliveries for the length of the lease, raising their attempts; those another process is just taking are passed over. A
 * process that dies on the way gives them back when the lease is over, and they go out again under the same key.
 */
export async function claimDeliveries(
  db: Database,
  now: Date,
  { batch, leaseSeconds }: { readonly batch: number; readonly leaseSeconds: number },
): Promise<Delivery[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE "Delivery" SET attempts = attempts + 1, "nextAttemptAt" = ${leasedUntil}
    WHERE id IN (
      SELECT id FROM "Delivery" WHERE state = 'waiting' AND "nextAttemptAt" <= ${now}
      ORDER BY level, "createdAt", id LIMIT ${batch} FOR UPDATE SKIP LOCKED
    ) RETURNING id`
  return db.delivery.findMany({
    where: { id: { in: claimed.map((row) => row.id) } },
    orderBy: [{ level: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  })
}

export type Receiver =
  | { readonly channel: 'email'; readonly address: string }
  | { readonly channel: 'webhook'; readonly hook: Webhook }

/** Where it goes now: null when the receiver is gone, wants it no longer, or may no longer see what it is about. */
export async function receiverOf(
  db: Database,
  territory: Territory,
  channels: NoticeChannels,
  delivery: Delivery,
  report: (problem: string) => void = console.error,
): Promise<Receiver | null> {
  if (delivery.subject.startsWith('report:')) return reportReceiver(db, territory, channels, delivery)
  const about = await aboutSubject(db, delivery.subject)
  if (!about) return null
  const kind = delivery.action as NoticeKind
  if (delivery.channel === 'webhook') {
    const hook = channels.webhooks.find((one) => one.id === delivery.receiver)
    return hook && webhookMay(hook, kind, about, territory) ? { channel: 'webhook', hook } : null
  }
  const person = await db.user.findUnique({
    where: { id: delivery.receiver, disabledAt: null },
    include: { grants: { where: { revokedAt: null } } },
  })
  if (!person) return null
  const actor = { id: PersonId.parse(person.id), grants: readGrants(person.grants, report) }
  if (!permitted(actor, CONCERNS[kind], about.place, territory)) return null
  return mailOf(db, person.id, channels)
}

/** A scheduled report goes by mail alone, to its recipient. */
async function reportReceiver(
  db: Database,
  territory: Territory,
  channels: NoticeChannels,
  delivery: Delivery,
): Promise<Receiver | null> {
  return delivery.channel === 'email' && (await mayTellOfRun(db, territory, delivery))
    ? mailOf(db, delivery.receiver, channels)
    : null
}

async function mailOf(db: Database, person: string, channels: NoticeChannels): Promise<Receiver | null> {
  const { email } = (await preferencesOf(db, [person]))(person)
  return email !== '' && admitMail(email, channels.smtp?.domains ?? []) ? { channel: 'email', address: email } : null
}

/** Notes what an attempt came to. */
export async function settleDelivery(
  db: Database,
  delivery: Delivery,
  result: { readonly outcome: AttemptOutcome; readonly error?: string } | { readonly outcome: 'withdrawn' },
  now: Date,
  chance: number,
): Promise<Delivery['state']> {
  const where = { id: delivery.id, state: 'waiting' }
  if (result.outcome === 'withdrawn') {
    await db.delivery.updateMany({ where, data: { state: 'withdrawn', settledAt: now } })
    return 'withdrawn'
  }
  const { state, nextAttemptAt } = afterAttempt(result.outcome, delivery.attempts, now, chance)
  const lastError = result.error?.slice(0, 500) ?? null
  const settledAt = state === 'waiting' ? null : now
  await db.delivery.updateMany({ where, data: { state, nextAttemptAt, lastError, settledAt } })
  return state
}

/** What may be seen of a delivery by who looks after the installation: never its words, which speak of places. */
export type DeadLetter = Pick<
  Delivery,
  'id' | 'channel' | 'receiver' | 'level' | 'subject' | 'attempts' | 'lastError' | 'createdAt' | 'settledAt'
>

export type DeadLetters = ({ ok: true; waiting: number } & Paged<DeadLetter>) | { ok: false; refusal: 'not-permitted' }

/** 死信: what was given up, newest first, and how much still waits. */
export async function listDeadLetters(db: Database, actor: Actor, page: Page = {}): Promise<DeadLetters> {
  if (!mayAnywhere(actor.grants, 'health.read')) return { ok: false, refusal: 'not-permitted' }
  const where = { state: 'dead' }
  const [found, total, waiting] = await Promise.all([
    db.delivery.findMany({
      where,
      orderBy: [{ settledAt: 'desc' }, { id: 'asc' }],
      omit: { title: true, text: true, link: true, key: true },
      ...pageArguments(page),
    }),
    db.delivery.count({ where }),
    db.delivery.count({ where: { state: 'waiting' } }),
  ])
  return { ok: true, waiting, total, ...cutPage(found, page) }
}

/** Sends dead letters again, under the keys they had: a receiver that got one after all sees the same key. @returns how many */
export async function sendAgain(
  db: Database,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<{ ok: true; count: number } | { ok: false; refusal: 'not-permitted' }> {
  if (!mayAnywhere(actor.grants, 'people.manage')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const data = { state: 'waiting', attempts: 0, nextAttemptAt: now, settledAt: null }
    const dead = { id: { in: [...ids] }, state: 'dead' }
    const again = await tx.delivery.updateManyAndReturn({ where: dead, data, select: { id: true } })
    for (const { id } of again)
      await appendAudit(tx, {
        actor: actor.id,
        action: 'delivery.sendAgain',
        subject: `delivery:${id}`,
        detail: {},
        at: now,
      })
    return { ok: true, count: again.length }
  })
}
