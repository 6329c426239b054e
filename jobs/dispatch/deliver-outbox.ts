import type { Database } from '@cockpit/db/database'
import type { Bus } from '@cockpit/db/messaging/bus'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { describe } from '../process/repeat'
import { noticesOf } from './notices-of'

const BATCH = 50
/** A message claimed by a deliverer that was killed comes back after this. */
const LEASE_SECONDS = 20
const LONGEST_PAUSE_SECONDS = 300

export interface DeliverPorts {
  readonly db: Database
  readonly bus: Bus
  readonly territory: () => Promise<Territory>
  readonly now: () => Date
  readonly log: (message: string, facts: Record<string, unknown>) => void
}

const Payload = z.looseObject({ id: z.string(), command: z.string().optional(), by: z.string().optional() })
const Topic = z.enum(['alert.changed', 'task.changed', 'import.changed'])

export interface Waiting {
  readonly id: string
  readonly key: string
  readonly topic: string
  readonly payload: unknown
  readonly attempts: number
}

/**
 * Delivers what waits in the outbox: first the notices into inboxes, committed, then the hint on the bus, then the mark.
 * Killed in between, it starts that message again; the notices' keys keep it one notice, and a second hint does no harm.
 * A message that fails waits longer each time and holds up no other.
 */
export async function deliverOutbox(ports: DeliverPorts): Promise<{ delivered: number; failed: number }> {
  let delivered = 0
  let failed = 0
  for (;;) {
    const claimed = await claim(ports)
    for (const message of claimed) {
      try {
        await deliver(message, ports)
        delivered += 1
      } catch (error) {
        failed += 1
        await postpone(message, error, ports)
      }
    }
    if (claimed.length < BATCH) return { delivered, failed }
  }
}

async function claim({ db, now }: DeliverPorts): Promise<Waiting[]> {
  const at = now()
  const until = new Date(at.getTime() + LEASE_SECONDS * 1000)
  const rows = await db.$queryRaw<Waiting[]>`
    UPDATE "Outbox" SET "nextAttemptAt" = ${until} WHERE id IN (
      SELECT id FROM "Outbox" WHERE "deliveredAt" IS NULL AND "nextAttemptAt" <= ${at}
      ORDER BY "createdAt", id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, key, topic, payload, attempts`
  // RETURNING has no order; ids are UUIDv7 and carry the time of creation.
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function deliver(message: Waiting, { db, bus, territory, now }: DeliverPorts): Promise<void> {
  const topic = Topic.parse(message.topic)
  const payload = Payload.parse(message.payload)
  if (topic !== 'import.changed') {
    const notices = await noticesOf(db, await territory(), topic, message.key, payload)
    if (notices.length > 0) await db.notice.createMany({ data: notices, skipDuplicates: true })
  }
  await bus.publish(topic, payload)
  await db.outbox.update({ where: { id: message.id }, data: { deliveredAt: now(), lastError: null } })
}

async function postpone(message: Waiting, error: unknown, { db, now, log }: DeliverPorts): Promise<void> {
  const attempts = message.attempts + 1
  const pause = Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS)
  log('a message could not be delivered', { key: message.key, attempts, error: describe(error) })
  await db.outbox.update({
    where: { id: message.id },
    data: {
      attempts,
      lastError: describe(error).slice(0, 500),
      nextAttemptAt: new Date(now().getTime() + pause * 1000),
    },
  })
}
