import type { Database } from '@cockpit/db/database'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { notify, peopleToTell } from '@cockpit/db/notices/notify'
import { deliverOutbox } from '@cockpit/db/outbox/deliver'
import { tellRun } from '@cockpit/db/scheduled-reports/tell-run'
import type { NoticeChannels } from '@cockpit/domain/notice/channels'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'

const BATCH = 50
/** Messages told at the same time: each waits for the database most of its time. */
const LANES = 8
/** A message claimed by a deliverer that was killed comes back after this. */
const LEASE_SECONDS = 5

export interface TellPorts {
  readonly db: Database
  readonly bus: Bus
  readonly territory: () => Promise<Territory>
  readonly now: () => Date
  /** What may leave the house by e-mail and webhook; without it only the inboxes are filled. */
  readonly channels?: () => NoticeChannels | null
}

const Payload = z.looseObject({ id: z.string() })
const Topic = z.enum([
  'alert.changed',
  'task.changed',
  'import.changed',
  'report.changed',
  'event.changed',
  'posture.changed',
])

/**
 * Tells everyone what waits in the outbox: first the notices into inboxes, committed, then the hint on the bus; the
 * outbox marks it last. Killed in between, that message is told again; the notices' keys keep it one notice, and a
 * second hint does no harm.
 */
export async function tellWhatWaits({
  db,
  bus,
  territory,
  now,
  channels,
}: TellPorts): Promise<{ told: number; failed: number }> {
  let told = 0
  for (;;) {
    // Asked by the first message of a batch and meant for all of it: a thousand alerts of one moment are told to the same people.
    const around = once(async () => ({ places: await territory(), people: await peopleToTell(db) }))
    const { delivered, failed } = await deliverOutbox(
      db,
      async (message) => {
        const topic = Topic.parse(message.topic)
        const payload = Payload.parse(message.payload)
        if (topic === 'report.changed') await tellRun(db, message, channels?.() ?? null)
        else if (topic !== 'import.changed') {
          const { places, people } = await around()
          await notify(db, places, message, { people, channels: channels?.() ?? null })
        }
        await bus.publish(topic, payload)
      },
      now,
      { batch: BATCH, leaseSeconds: LEASE_SECONDS, lanes: LANES },
    )
    told += delivered
    if (delivered + failed < BATCH) return { told, failed }
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
