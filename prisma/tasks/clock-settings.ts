import { mayAnywhere } from '@cockpit/domain/access/decide'
import { ClockSettings, DEFAULT_CLOCK_SETTINGS } from '@cockpit/domain/clock/settings'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'

export interface ClocksInForce {
  /** 0: nobody has set anything, the product's defaults hold. */
  readonly version: number
  readonly settings: ClockSettings
  readonly changedBy: string | null
  readonly changedAt: Date | null
  readonly note: string
}

/** The settings of the clocks that hold now. */
export async function clocksInForce(db: Database | Transaction): Promise<ClocksInForce> {
  const newest = await db.clockVersion.findFirst({ orderBy: { version: 'desc' } })
  if (!newest) return { version: 0, settings: DEFAULT_CLOCK_SETTINGS, changedBy: null, changedAt: null, note: '' }
  const { version, value, changedBy, changedAt, note } = newest
  return { version, settings: ClockSettings.parse(value), changedBy, changedAt, note }
}

export type ClockChange =
  | { ok: true; version: number }
  | { ok: false; refusal: 'not-permitted' | 'note-missing' | 'settings-unsound' | 'stale'; problems?: string[] }

/**
 * Sets the clocks anew, for tasks dispatched from now on and for what is reminded of from now on; instants already promised stay.
 * @param expected the version the person saw: settings changed since are not overwritten
 */
export async function changeClocks(
  db: Database,
  actor: Actor,
  change: { readonly value: unknown; readonly note: string; readonly expected: number },
  now: Date,
): Promise<ClockChange> {
  if (!mayAnywhere(actor.grants, 'rules.manage')) return { ok: false, refusal: 'not-permitted' }
  if (change.note.trim() === '') return { ok: false, refusal: 'note-missing' }
  const read = ClockSettings.safeParse(change.value)
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return { ok: false, refusal: 'settings-unsound', problems }
  }
  return db.$transaction(async (tx): Promise<ClockChange> => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7270736903)`
    const before = await clocksInForce(tx)
    if (before.version !== change.expected) return { ok: false, refusal: 'stale' }
    const note = change.note.trim()
    const made = await tx.clockVersion.create({
      data: { value: read.data, note, changedBy: actor.id, changedAt: now },
    })
    await appendAudit(tx, {
      actor: actor.id,
      action: 'clocks.change',
      subject: `clocks:${made.version}`,
      detail: { note, before: before.settings, after: read.data },
      at: now,
    })
    return { ok: true, version: made.version }
  })
}
