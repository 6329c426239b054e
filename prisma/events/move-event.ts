import type { ChainStepName } from '@cockpit/domain/event/chain'
import { decideEventMove, type EventCommand, type EventRefusal, type EventState } from '@cockpit/domain/event/machine'
import { type EventReport, reportProblems } from '@cockpit/domain/event/report'
import { PersonId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import type { EmergencyEvent, EmergencyEventStep, Prisma } from '../generated/client'
import { chainOf } from './chain-of'
import { permittedEventCommand } from './permitted-event'
import { claimEventKey, lockEvent, saveEventChange } from './save-change'
import { StoredEventLevel, StoredEventState } from './stored'

export interface MoveEvent {
  readonly eventId: string
  readonly command: EventCommand
  readonly note: string
  /** The revision the person saw: an event that changed since is refused as stale. */
  readonly expectedRevision: number
  /** Chosen by the client: the same command sent twice is one. */
  readonly idempotencyKey: string
  /** `confirm` (optional), `grade`, `raise`, `lower`. */
  readonly level?: Level
  /** `correct`: the whole report as it is right. */
  readonly report?: EventReport
  /** `forward`: which step, when it was sent on, and who took it. */
  readonly step?: ChainStepName
  readonly doneAt?: Date
  readonly receiver?: string
}

export type MoveEventRefusal =
  | EventRefusal
  | 'not-permitted'
  | 'not-found'
  | 'stale'
  | 'key-reused'
  | 'unsound-report'
  | 'step-not-open'
  | 'step-time'
export type MoveEventResult =
  | { ok: true; eventId: string; state: EventState; revision: number; repeated: boolean }
  | { ok: false; refusal: MoveEventRefusal }

type Stored = EmergencyEvent & { steps: EmergencyEventStep[] }
type Effect =
  | { readonly refusal: MoveEventRefusal }
  | { readonly set: Prisma.EmergencyEventUpdateInput; readonly detail: Prisma.InputJsonObject }

/** Gives one command to an event: state, level, step, history, message and audit in one transaction. */
export async function moveEvent(
  db: Database,
  actor: Actor,
  territory: Territory,
  move: MoveEvent,
  wallClock: Date,
): Promise<MoveEventResult> {
  return db.$transaction(async (tx): Promise<MoveEventResult> => {
    const earlier = await claimEventKey(tx, move.idempotencyKey)
    const event = await lockEvent(tx, move.eventId)
    if (!event) return { ok: false, refusal: 'not-found' }
    const level = StoredEventLevel.parse(event.level)
    if (!permittedEventCommand(actor, move.command, { ...event, level }, territory, move))
      return { ok: false, refusal: 'not-permitted' }
    if (earlier) {
      const same = earlier.eventId === event.id && earlier.command === move.command && earlier.actor === actor.id
      if (!same) return { ok: false, refusal: 'key-reused' }
      const state = StoredEventState.parse(earlier.after)
      return { ok: true, eventId: event.id, state, revision: event.revision, repeated: true }
    }
    if (event.revision !== move.expectedRevision) return { ok: false, refusal: 'stale' }
    const before = StoredEventState.parse(event.state)
    const reportedBy = PersonId.parse(event.reportedBy)
    const decision = decideEventMove({ state: before, level, reportedBy }, { ...move, by: actor.id })
    if (!decision.ok) return decision
    // A machine's clock that jumped back does not write history before its own past.
    const now = wallClock < event.movedAt ? event.movedAt : wallClock
    const effect = effectOf(event, move, territory, now)
    if ('refusal' in effect) return { ok: false, refusal: effect.refusal }
    const { state: after } = decision
    const revision = event.revision + 1
    await tx.emergencyEvent.update({
      where: { id: event.id },
      data: {
        ...effect.set,
        ...{ state: after, level: decision.level, revision, movedAt: now },
        ...(decision.level !== null && event.gradedAt === null ? { gradedAt: now } : {}),
        ...(move.command === 'confirm' ? { confirmedBy: actor.id, confirmedAt: now } : {}),
        ...(after === 'reported' || after === 'confirmed' ? {} : { overAt: now }),
      },
    })
    if (move.command === 'forward' && move.step)
      await tx.emergencyEventStep.create({
        data: {
          ...{ eventId: event.id, step: move.step, doneAt: move.doneAt ?? now },
          ...{ receiver: (move.receiver ?? '').trim(), recordedBy: actor.id, recordedAt: now },
        },
      })
    await saveEventChange(
      tx,
      {
        ...{ eventId: event.id, revision, command: move.command, by: actor.id, before, after, note: move.note.trim() },
        detail: {
          ...effect.detail,
          ...(decision.level === level ? {} : { level: { before: level, after: decision.level } }),
        },
        idempotencyKey: move.idempotencyKey,
      },
      now,
    )
    return { ok: true, eventId: event.id, state: after, revision, repeated: false }
  })
}

/** What a command changes besides state and level, or why it cannot. */
function effectOf(event: Stored, move: MoveEvent, territory: Territory, now: Date): Effect {
  if (move.command === 'correct') return correction(event, move.report, now)
  if (move.command !== 'forward') return { set: {}, detail: {} }
  const step = chainOf(event, event.steps, territory, now).find(({ name }) => name === move.step)
  if (!step || step.startsAt === null || step.doneAt !== null) return { refusal: 'step-not-open' }
  const receiver = (move.receiver ?? '').trim()
  if (receiver === '') return { refusal: 'detail-missing' }
  const doneAt = move.doneAt ?? now
  if (!(doneAt >= step.startsAt && doneAt <= now)) return { refusal: 'step-time' }
  return {
    set: {},
    detail: {
      step: step.name,
      doneAt: doneAt.toISOString(),
      receiver,
      due: step.due.toISOString(),
      late: doneAt > step.due,
    },
  }
}

const CORRECTED = ['title', 'kind', 'infection', 'place', 'foundAt', 'affected', 'deaths', 'description'] as const

/** The old words stay in the history. The finding cannot be later than the report of it. */
function correction(event: Stored, report: EventReport | undefined, now: Date): Effect {
  if (!report) return { refusal: 'detail-missing' }
  const sound = Object.keys(reportProblems(report, now)).filter((field) => {
    // An event that has lasted long is no less right to correct.
    return !(field === 'foundAt' && report.foundAt.getTime() === event.foundAt.getTime())
  })
  if (sound.length > 0 || report.foundAt > event.reportedAt) return { refusal: 'unsound-report' }
  const { title, kind, infection, place, foundAt, affected, deaths, description } = report
  const set = {
    ...{ kind, infection, foundAt, affected, deaths },
    ...{ title: title.trim(), place: place.trim(), description: description.trim() },
  }
  const text = (value: string | number | Date | null) => (value instanceof Date ? value.toISOString() : value)
  const changed = CORRECTED.filter((field) => text(event[field]) !== text(set[field]))
  return {
    set,
    detail: Object.fromEntries(
      changed.map((field) => [field, { before: text(event[field]), after: text(set[field]) }]),
    ),
  }
}
