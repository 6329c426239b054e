import type { AreaCode } from '@cockpit/domain/ids'
import { askProblem } from '@cockpit/domain/posture/posture'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import { claimPostureKey, savePostureChange } from './save-change'

export interface AskPosture {
  readonly area: AreaCode
  readonly reason: string
  /** When it ends by itself. */
  readonly until: Date
  /** Chosen by the client: the same request sent twice is one. */
  readonly idempotencyKey: string
}

export type AskPostureResult =
  | { ok: true; postureId: string; repeated: boolean }
  | {
      ok: false
      refusal:
        | 'not-permitted'
        | 'unknown-target'
        | 'note-missing'
        | 'until-past'
        | 'until-too-far'
        | 'asked-already'
        | 'key-reused'
    }

/** Asks that a territory works in emergency. Nothing changes before a second person approves. */
export async function askPosture(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: AskPosture,
  now: Date,
): Promise<AskPostureResult> {
  if (!territory.get(input.area)) return { ok: false, refusal: 'unknown-target' }
  if (!permitted(actor, 'posture.ask', { areaCode: input.area, facilityId: null }, territory))
    return { ok: false, refusal: 'not-permitted' }
  const problem = askProblem(input.reason, input.until, now)
  if (problem) return { ok: false, refusal: problem }
  return db.$transaction(async (tx): Promise<AskPostureResult> => {
    const earlier = await claimPostureKey(tx, input.idempotencyKey)
    if (earlier) {
      if (earlier.command !== 'ask' || earlier.actor !== actor.id) return { ok: false, refusal: 'key-reused' }
      return { ok: true, postureId: earlier.postureId, repeated: true }
    }
    // Two requests for one area at once: the second waits here and finds the first.
    await tx.$queryRaw`SELECT code FROM "Area" WHERE code = ${input.area} FOR UPDATE`
    const waiting = await tx.posture.count({ where: { areaCode: input.area, state: 'asked', until: { gt: now } } })
    if (waiting > 0) return { ok: false, refusal: 'asked-already' }
    const area = await tx.area.findUnique({ where: { code: input.area }, select: { demo: true } })
    const reason = input.reason.trim()
    const { id } = await tx.posture.create({
      data: {
        ...{ areaCode: input.area, reason, state: 'asked', askedBy: actor.id, askedAt: now, movedAt: now },
        ...{ until: input.until, demo: area?.demo ?? false },
      },
      select: { id: true },
    })
    await savePostureChange(
      tx,
      {
        ...{ postureId: id, areaCode: input.area, command: 'ask', by: actor.id, before: null, after: 'asked' },
        ...{ note: reason, until: input.until, idempotencyKey: input.idempotencyKey },
      },
      now,
    )
    return { ok: true, postureId: id, repeated: false }
  })
}
