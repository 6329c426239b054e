import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { AreaCode } from '@cockpit/domain/ids'
import type { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import { areaIn } from '@cockpit/domain/scheduled-report/report-page'
import { nextDue } from '@cockpit/domain/scheduled-report/schedule'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, type Place, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { candidatesFor } from './recipients'
import { readDefinition } from './stored'

export type SetUpRefusal =
  | 'export-not-permitted'
  | 'place-not-permitted'
  | 'recipient-unknown'
  | 'report-unknown'
  | 'trial-waits'

export type SetUpResult = { ok: true; id: string } | { ok: false; refusal: SetUpRefusal }

/** Sets up a report for oneself and others: only of places, and to people within places, that one may take figures of. */
export async function createReport(
  db: Database,
  actor: Actor,
  territory: Territory,
  report: ScheduledReport,
  now: Date,
): Promise<SetUpResult> {
  const refusal = await refusalOf(db, actor, territory, report)
  if (refusal) return { ok: false, refusal }
  return db.$transaction(async (tx) => {
    const { id } = await tx.scheduledReport.create({
      data: {
        ...{ owner: actor.id, title: report.title, definition: report, nextDueAt: nextDue(report.schedule, now) },
        versions: { create: { version: 1, definition: report, author: actor.id, createdAt: now } },
      },
    })
    await audit(tx, actor, 'set', id, { version: 1, definition: report }, now)
    return { ok: true, id }
  })
}

/** Changes one's own report. What is due already is made by the version it fell due under. */
export async function changeReport(
  db: Database,
  actor: Actor,
  territory: Territory,
  { id, report }: { readonly id: string; readonly report: ScheduledReport },
  now: Date,
): Promise<SetUpResult> {
  const refusal = await refusalOf(db, actor, territory, report)
  if (refusal) return { ok: false, refusal }
  return ofOwn(db, actor, id, async (tx, { version }) => {
    const next = version + 1
    await tx.scheduledReportVersion.create({
      data: { reportId: id, version: next, definition: report, author: actor.id, createdAt: now },
    })
    await tx.scheduledReport.update({
      where: { id },
      data: { title: report.title, version: next, definition: report, nextDueAt: nextDue(report.schedule, now) },
    })
    await audit(tx, actor, 'change', id, { version: next, definition: report }, now)
    return { ok: true, id }
  })
}

/** Pauses one's own report, lets it go on, or takes it away; its history stays. What fell due in a pause is not made up for. */
export async function turnReport(
  db: Database,
  actor: Actor,
  { id, to }: { readonly id: string; readonly to: 'active' | 'paused' | 'removed' },
  now: Date,
): Promise<SetUpResult> {
  if (to === 'active' && !mayAnywhere(actor.grants, 'export')) return { ok: false, refusal: 'export-not-permitted' }
  return ofOwn(db, actor, id, async (tx, { state, definition }) => {
    if (state === to) return { ok: true, id }
    const due = to === 'active' ? { nextDueAt: nextDue(readDefinition(definition).schedule, now) } : {}
    await tx.scheduledReport.update({
      where: { id },
      data: { state: to, pausedReason: to === 'paused' ? 'owner' : null, ...due },
    })
    await audit(tx, actor, ({ active: 'resume', paused: 'pause', removed: 'remove' } as const)[to], id, {}, now)
    return { ok: true, id }
  })
}

/** Has one's own report made now for oneself alone, exactly as it would be made when due. */
export async function tryReport(db: Database, actor: Actor, id: string, now: Date): Promise<SetUpResult> {
  return ofOwn(db, actor, id, async (tx, { version }) => {
    const waits = await tx.scheduledReportRun.count({
      where: { reportId: id, recipient: actor.id, trial: true, state: 'queued' },
    })
    if (waits > 0) return { ok: false, refusal: 'trial-waits' }
    const run = await tx.scheduledReportRun.create({
      data: { reportId: id, version, dueAt: now, recipient: actor.id, trial: true, nextAttemptAt: now },
    })
    await audit(tx, actor, 'try', id, { run: run.id, version }, now)
    return { ok: true, id: run.id }
  })
}

async function refusalOf(
  db: Database,
  actor: Actor,
  territory: Territory,
  { content, recipients }: ScheduledReport,
): Promise<SetUpRefusal | null> {
  if (!mayAnywhere(actor.grants, 'export')) return 'export-not-permitted'
  const places: Place[] = []
  if (content.kind === 'table' && content.place.kind === 'fixed')
    places.push({ areaCode: content.place.area, facilityId: content.place.facility })
  const said = content.kind === 'page' && content.place === 'address' ? areaIn(content.path) : null
  if (said) places.push({ areaCode: said, facilityId: null })
  for (const place of places) {
    // The county of an address is not believed: a facility stands where the register has it.
    const site = place.facilityId && (await db.facility.findUnique({ where: { id: place.facilityId } }))
    const wrong = place.facilityId && (!site || site.countyCode !== place.areaCode)
    if (wrong || !territory.get(place.areaCode as AreaCode) || !permitted(actor, 'export', place, territory))
      return 'place-not-permitted'
  }
  const people = new Set((await candidatesFor(db, actor, territory)).map(({ id }) => id))
  const known = recipients.every((one) =>
    one.kind === 'person'
      ? people.has(one.id)
      : permitted(actor, 'export', { areaCode: one.area, facilityId: null }, territory),
  )
  return known ? null : 'recipient-unknown'
}

interface Own {
  readonly version: number
  readonly state: string
  readonly definition: unknown
}

/** One change of one's own report at a time; another's is as if it were not there. */
function ofOwn(
  db: Database,
  actor: Actor,
  id: string,
  change: (tx: Transaction, report: Own) => Promise<SetUpResult>,
): Promise<SetUpResult> {
  return db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<Own[]>`
      SELECT version, state, definition FROM "ScheduledReport"
      WHERE id = ${id} AND owner = ${actor.id} AND state <> 'removed' FOR UPDATE`
    return locked ? change(tx, locked) : { ok: false, refusal: 'report-unknown' }
  })
}

type SetUpVerb = 'set' | 'change' | 'try' | 'pause' | 'resume' | 'remove'

function audit(tx: Transaction, actor: Actor, verb: SetUpVerb, id: string, detail: object, at: Date): Promise<void> {
  return appendAudit(tx, {
    actor: actor.id,
    action: `report.${verb}`,
    subject: `report:${id}`,
    detail: JSON.parse(JSON.stringify(detail)),
    at,
  })
}
