import { may } from '@cockpit/domain/access/decide'
import { AreaCode, type FacilityId } from '@cockpit/domain/ids'
import { type CalendarDate, calendarDate } from '@cockpit/domain/period/calendar'
import { type EventSpan, type SpanFault, spanFault } from '@cockpit/domain/rules/event-span'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'

export interface RecordEvent extends EventSpan {
  readonly indicator: string
  readonly title: string
  readonly areaCode: AreaCode
  /** An institution of that area; null: the area itself, whatever lies in it. */
  readonly facilityId: FacilityId | null
  /** What the rule is broken down by (a disease); empty for whatever it is. */
  readonly each: string
}
export type RecordRefusal = 'not-permitted' | 'unknown-target' | 'text-missing' | 'unsound-event' | 'not-found'
export type RecordOutcome = { ok: true; id: string } | { ok: false; refusal: RecordRefusal; fault?: SpanFault }

/**
 * Writes down that something is known to have happened, against which rules about the indicator are run. Who manages the rules of the place
 * may; one that stands already (indicator, place, part, first day) is returned.
 */
export async function recordEvent(
  db: Database,
  actor: Actor,
  territory: Territory,
  event: RecordEvent,
  now: Date,
): Promise<RecordOutcome> {
  const { indicator, areaCode, facilityId, each, from, to, noticed } = event
  const zh = event.title.trim()
  if (zh === '') return { ok: false, refusal: 'text-missing' }
  if (!may(actor.grants, 'rules.manage', { area: areaCode }, territory)) return { ok: false, refusal: 'not-permitted' }
  const fault = spanFault(event, todayOf(now))
  if (fault) return { ok: false, refusal: 'unsound-event', fault }
  return db.$transaction(async (tx): Promise<RecordOutcome> => {
    const facility = facilityId && (await tx.facility.findUnique({ where: { id: facilityId } }))
    if (facilityId && facility?.countyCode !== areaCode) return { ok: false, refusal: 'unknown-target' }
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`known-event:${indicator}`}, 0))`
    const known = await tx.knownEvent.findFirst({ where: { indicator, areaCode, facilityId, each, firstDay: from } })
    if (known) return { ok: true, id: known.id }
    const { id } = await tx.knownEvent.create({
      data: {
        ...{ indicator, areaCode, facilityId, each, firstDay: from, lastDay: to, noticed: noticed ?? null },
        ...{ title: { zh, en: zh }, demo: false, addedBy: actor.id, addedAt: now },
      },
    })
    const detail = { id, title: zh, areaCode, facilityId, each, from, to, noticed: noticed ?? null }
    const entry = { actor: actor.id, action: 'rule.recordEvent', subject: `indicator:${indicator}` } as const
    await appendAudit(tx, { ...entry, detail, at: now })
    return { ok: true, id }
  })
}

/** Takes back an event that was written down wrongly. The audit keeps what it said. */
export async function removeEvent(
  db: Database,
  actor: Actor,
  territory: Territory,
  id: string,
  now: Date,
): Promise<RecordOutcome> {
  return db.$transaction(async (tx): Promise<RecordOutcome> => {
    const event = await tx.knownEvent.findUnique({ where: { id } })
    if (!event) return { ok: false, refusal: 'not-found' }
    const area = AreaCode.parse(event.areaCode)
    if (!may(actor.grants, 'rules.manage', { area }, territory)) return { ok: false, refusal: 'not-permitted' }
    await tx.knownEvent.delete({ where: { id } })
    const { indicator, areaCode, facilityId, each, firstDay: from, lastDay: to, title } = event
    const entry = { actor: actor.id, action: 'rule.removeEvent', subject: `indicator:${indicator}` } as const
    await appendAudit(tx, { ...entry, detail: { id, title, areaCode, facilityId, each, from, to }, at: now })
    return { ok: true, id }
  })
}

/** The day it is in China. */
function todayOf(now: Date): CalendarDate {
  const there = new Date(now.getTime() + 8 * 3_600_000)
  return calendarDate(there.getUTCFullYear(), there.getUTCMonth() + 1, there.getUTCDate())
}
