import type { Database } from '../database'
import { type ChainAlgorithm, chainHash } from './chain'

export interface ChainHead {
  readonly seq: bigint
  readonly hash: string
}

export type AuditVerdict =
  /** `head` is null for an empty audit. Kept elsewhere, it shows later whether the end was cut off. */
  | { readonly intact: true; readonly entries: bigint; readonly head: ChainHead | null }
  | {
      readonly intact: false
      /** The first number at which the chain is broken. */
      readonly brokenAt: bigint
      /** `unrecorded`: an alert, a task, an event or a posture has something in its history that no entry tells of. */
      readonly reason: 'missing' | 'altered' | 'unlinked' | 'cut-off' | 'unrecorded'
    }

const PAGE = 2_000

/**
 * Works the whole chain out anew and names the first entry that does not fit: missing (a gap in the numbers), unlinked (it does not
 * name the hash before it), or altered (its own text no longer gives its hash). Entries that changed
 * places show as altered or unlinked: their numbers are part of what is hashed. Last, that the histories tell of nothing that has no entry: an end cut off, or an
 * older audit put back, leaves what was done in its place.
 * @param known a head noted earlier: without it, entries cut off at the end cannot be seen
 */
export async function verifyAudit(db: Database, known?: ChainHead): Promise<AuditVerdict> {
  let head: ChainHead = { seq: 0n, hash: '' }
  let since: ChainAlgorithm = 'sha256'
  for (;;) {
    const page = await db.$queryRaw<
      {
        seq: bigint
        at: Date
        actor: string
        action: string
        subject: string
        detail: string
        prevHash: string
        hash: string
        algorithm: ChainAlgorithm
      }[]
    >`SELECT seq, at, actor, action, subject, detail::text AS detail, "prevHash", hash, algorithm
      FROM "AuditEntry" WHERE seq > ${head.seq} ORDER BY seq LIMIT ${PAGE}`
    for (const entry of page) {
      const expected: bigint = head.seq + 1n
      if (entry.seq !== expected) return { intact: false, brokenAt: expected, reason: 'missing' }
      if (entry.prevHash !== head.hash) return { intact: false, brokenAt: entry.seq, reason: 'unlinked' }
      // Once under SM3 the chain stays there: an older kind of entry after it was put there.
      if (entry.algorithm !== 'sm3' && since === 'sm3') return { intact: false, brokenAt: entry.seq, reason: 'altered' }
      since = entry.algorithm
      if (chainHash(entry) !== entry.hash) return { intact: false, brokenAt: entry.seq, reason: 'altered' }
      if (known?.seq === entry.seq && known.hash !== entry.hash)
        return { intact: false, brokenAt: entry.seq, reason: 'altered' }
      head = { seq: entry.seq, hash: entry.hash }
    }
    if (page.length < PAGE) break
  }
  if (known && known.seq > head.seq) return { intact: false, brokenAt: head.seq + 1n, reason: 'cut-off' }
  const unrecorded = await firstUnrecorded(db)
  if (unrecorded !== null) return { intact: false, brokenAt: unrecorded, reason: 'unrecorded' }
  return { intact: true, entries: head.seq, head: head.seq === 0n ? null : head }
}

/**
 * Where the entry of the earliest act should stand that the histories hold and the audit does not; null when there is none. Of what the demonstration planted the audit
 * holds one entry for all.
 */
async function firstUnrecorded(db: Database): Promise<bigint | null> {
  const [found] = await db.$queryRaw<{ seq: bigint }[]>`
    WITH act AS (
      SELECT 'task:' || event."taskId" AS subject, 'task.' || event.command AS action, event.at
      FROM "TaskEvent" event JOIN "Task" task ON task.id = event."taskId" WHERE NOT task.demo
      UNION ALL
      SELECT 'alert:' || event."alertId", 'alert.' || event.command, event.at
      FROM "AlertEvent" event JOIN "Alert" alert ON alert.id = event."alertId" WHERE NOT alert.demo
      UNION ALL
      SELECT 'event:' || entry."eventId", 'event.' || entry.command, entry.at
      FROM "EmergencyEventEntry" entry JOIN "EmergencyEvent" event ON event.id = entry."eventId" WHERE NOT event.demo
      UNION ALL
      SELECT 'posture:' || entry."postureId", 'posture.' || entry.command, entry.at
      FROM "PostureEntry" entry JOIN "Posture" posture ON posture.id = entry."postureId" WHERE NOT posture.demo
    ), gone AS (
      SELECT min(at) AS at FROM act WHERE NOT EXISTS (
        SELECT FROM "AuditEntry" audit WHERE audit.subject = act.subject AND audit.action = act.action AND audit.at = act.at)
    )
    SELECT coalesce((SELECT min(seq) FROM "AuditEntry" WHERE at > gone.at), (SELECT coalesce(max(seq), 0) + 1 FROM "AuditEntry")) AS seq
    FROM gone WHERE gone.at IS NOT NULL`
  return found?.seq ?? null
}
