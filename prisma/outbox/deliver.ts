import type { Database } from '../database'
import type { Outbox } from '../generated/client'

export interface DeliveryOptions {
  /** Rows claimed at once, 50 by default. */
  readonly batch?: number
  /** Seconds until a claimed row may be claimed again: longer than a delivery takes. A killed process costs this much. */
  readonly leaseSeconds?: number
  /** Messages delivered at the same time, 1 by default. */
  readonly lanes?: number
}

export interface DeliveryReport {
  readonly delivered: number
  readonly failed: number
}

/** Seconds to wait after the nth failed attempt: 1, 2, 4, … up to five minutes. It is tried for ever: nothing told is lost. */
export function retryDelay(attempts: number): number {
  return Math.min(300, 2 ** Math.min(attempts - 1, 20))
}

/**
 * Delivers what waits in the outbox, oldest first: at least once each, and by several processes at the same time without
 * doing the same row together. A failed delivery keeps its error and waits; the others go on. What was delivered is noted together at the end.
 * `deliver` sees a row again when a process dies between delivering and noting it, so it must go by `key`.
 */
export async function deliverOutbox(
  db: Database,
  deliver: (row: Outbox) => Promise<void>,
  now: () => Date,
  options: DeliveryOptions = {},
): Promise<DeliveryReport> {
  const rows = await claim(db, now(), options.batch ?? 50, options.leaseSeconds ?? 60)
  const waiting = rows.values()
  const delivered: string[] = []
  const lane = async () => {
    for (const row of waiting) {
      try {
        await deliver(row)
        delivered.push(row.id)
      } catch (error) {
        const nextAttemptAt = new Date(now().getTime() + retryDelay(row.attempts) * 1000)
        const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 2000)
        await db.outbox.update({ where: { id: row.id }, data: { lastError, nextAttemptAt } })
      }
    }
  }
  try {
    const lanes = await Promise.allSettled(Array.from({ length: options.lanes ?? 1 }, lane))
    for (const one of lanes) if (one.status === 'rejected') throw one.reason
  } finally {
    if (delivered.length > 0)
      await db.outbox.updateMany({ where: { id: { in: delivered } }, data: { deliveredAt: now(), lastError: null } })
  }
  return { delivered: delivered.length, failed: rows.length - delivered.length }
}

/** No row waits longer than this, by a lease or after a failure: a later instant was written by a clock that ran ahead. */
const LONGEST_WAIT_MS = 900_000

/** Takes due rows for the length of the lease; rows that another process is just taking are passed over. */
async function claim(db: Database, now: Date, batch: number, leaseSeconds: number): Promise<Outbox[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  const noClock = new Date(now.getTime() + LONGEST_WAIT_MS)
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE "Outbox" SET attempts = attempts + 1, "nextAttemptAt" = ${leasedUntil}
    WHERE id IN (
      SELECT id FROM "Outbox" WHERE "deliveredAt" IS NULL AND ("nextAttemptAt" <= ${now} OR "nextAttemptAt" > ${noClock})
      ORDER BY "createdAt", id LIMIT ${batch} FOR UPDATE SKIP LOCKED
    ) RETURNING id`
  return db.outbox.findMany({
    where: { id: { in: claimed.map((row) => row.id) } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}
