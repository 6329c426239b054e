import type { Database } from '@cockpit/db/database'
import type { Bus } from '@cockpit/db/messaging/bus'
import { notify } from '@cockpit/db/notices/notify'
import { deliverOutbox } from '@cockpit/db/outbox/deliver'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'

const BATCH = 50
/** A message claimed by a deliverer that was killed comes back after this. */
const LEASE_SECONDS = 5

export interface TellPorts {
  readonly db: Database
  readonly bus: Bus
  readonly territory: () => Promise<Territory>
  readonly now: () => Date
}

const Payload = z.looseObject({ id: z.string() })
const Topic = z.enum(['alert.changed', 'task.changed', 'import.changed'])

/**
 * Tells everyone what waits in the outbox: first the notices into inboxes, committed, then the hint on the bus; the
 * outbox marks it last. Killed in between, that message is told again; the notices' keys keep it one notice, and a
 * second hint does no harm.
 */
export async function tellWhatWaits({ db, bus, territory, now }: TellPorts): Promise<{ told: number; failed: number }> {
  let told = 0
  for (;;) {
    const { delivered, failed } = await deliverOutbox(
      db,
      async (message) => {
        const topic = Topic.parse(message.topic)
        const payload = Payload.parse(message.payload)
        if (topic !== 'import.changed') await notify(db, await territory(), message)
        await bus.publish(topic, payload)
      },
      now,
      { batch: BATCH, leaseSeconds: LEASE_SECONDS },
    )
    told += delivered
    if (delivered + failed < BATCH) return { told, failed }
  }
}
