import { type EventReport, type ReportField, type ReportProblem, reportProblems } from '@cockpit/domain/event/report'
import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import { placeOf, type Target } from '../tasks/create-task'
import { claimEventKey, saveEventChange } from './save-change'

export interface ReportEvent extends EventReport {
  /** The institution or the county it happened in. */
  readonly target: Target
  /** Chosen by the client: the same report sent twice is one event. */
  readonly idempotencyKey: string
}

export type ReportResult =
  | { ok: true; eventId: string; repeated: boolean }
  | { ok: false; refusal: 'not-permitted' | 'unknown-target' | 'county-needed' | 'key-reused' }
  | { ok: false; refusal: 'unsound-report'; problems: Partial<Record<ReportField, ReportProblem>> }

/** Files an event. With that the county's commission has it: the first step of the chain is done at this instant. */
export async function reportEvent(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: ReportEvent,
  now: Date,
): Promise<ReportResult> {
  const problems = reportProblems(input, now)
  if (Object.keys(problems).length > 0) return { ok: false, refusal: 'unsound-report', problems }
  return db.$transaction(async (tx): Promise<ReportResult> => {
    const earlier = await claimEventKey(tx, input.idempotencyKey)
    if (earlier) {
      if (earlier.command !== 'report' || earlier.actor !== actor.id) return { ok: false, refusal: 'key-reused' }
      return { ok: true, eventId: earlier.eventId, repeated: true }
    }
    const place = await placeOf(tx, territory, input.target)
    if (!place) return { ok: false, refusal: 'unknown-target' }
    if (!permitted(actor, 'event.report', place, territory)) return { ok: false, refusal: 'not-permitted' }
    if (territory.get(AreaCode.parse(place.areaCode))?.level !== 'county')
      return { ok: false, refusal: 'county-needed' }
    const area = await tx.area.findUnique({ where: { code: place.areaCode }, select: { demo: true } })
    const { kind, infection, affected, deaths } = input
    const { id } = await tx.emergencyEvent.create({
      data: {
        ...{ kind, infection, affected, deaths, areaCode: place.areaCode, facilityId: place.facilityId },
        ...{ title: input.title.trim(), place: input.place.trim(), description: input.description.trim() },
        // A telephone whose clock is a little ahead finds nothing in the future.
        foundAt: input.foundAt < now ? input.foundAt : now,
        ...{ state: 'reported', reportedBy: actor.id, reportedAt: now, movedAt: now },
        demo: place.demo || (area?.demo ?? false),
        steps: { create: { step: 'county', doneAt: now, receiver: '', recordedBy: actor.id, recordedAt: now } },
      },
      select: { id: true },
    })
    await saveEventChange(
      tx,
      {
        ...{ eventId: id, revision: 0, command: 'report', by: actor.id, before: null, after: 'reported', note: '' },
        detail: { kind, infection, affected, deaths, area: place.areaCode, facility: place.facilityId },
        idempotencyKey: input.idempotencyKey,
      },
      now,
    )
    return { ok: true, eventId: id, repeated: false }
  })
}
