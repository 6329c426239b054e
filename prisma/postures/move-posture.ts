import type { Action } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import {
  decidePosture,
  type PostureCommand,
  type PostureFacts,
  type PostureRefusal,
  type PostureState,
} from '@cockpit/domain/posture/posture'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import type { Posture, Prisma } from '../generated/client'
import { claimPostureKey, lockPosture, savePostureChange } from './save-change'
import { StoredPostureState } from './stored'

export interface MovePosture {
  readonly postureId: string
  readonly command: PostureCommand
  readonly note: string
  readonly expectedRevision: number
  readonly idempotencyKey: string
}

export type MovePostureResult =
  | { ok: true; state: PostureState; revision: number; repeated: boolean }
  | { ok: false; refusal: PostureRefusal | 'not-permitted' | 'not-found' | 'stale' | 'key-reused' }

/** What a command asks of the one who gives it, over the whole territory. */
const ACTION_OF = {
  approve: 'posture.approve',
  decline: 'posture.approve',
  withdraw: 'posture.ask',
  askEnd: 'posture.ask',
  approveEnd: 'posture.approve',
  keepOn: 'posture.approve',
  review: 'posture.ask',
} as const satisfies Readonly<Record<PostureCommand, Action>>

export function permittedPostureCommand(
  actor: Actor,
  command: PostureCommand,
  { areaCode }: Pick<Posture, 'areaCode'>,
  territory: Territory,
): boolean {
  return permitted(actor, ACTION_OF[command], { areaCode, facilityId: null }, territory)
}

/** Gives one command to a posture: state, history, message and audit in one transaction. */
export async function movePosture(
  db: Database,
  actor: Actor,
  territory: Territory,
  move: MovePosture,
  wallClock: Date,
): Promise<MovePostureResult> {
  return db.$transaction(async (tx): Promise<MovePostureResult> => {
    const earlier = await claimPostureKey(tx, move.idempotencyKey)
    const posture = await lockPosture(tx, move.postureId)
    if (!posture) return { ok: false, refusal: 'not-found' }
    if (!permittedPostureCommand(actor, move.command, posture, territory))
      return { ok: false, refusal: 'not-permitted' }
    if (earlier) {
      const same = earlier.postureId === posture.id && earlier.command === move.command && earlier.actor === actor.id
      if (!same) return { ok: false, refusal: 'key-reused' }
      const state = StoredPostureState.parse(earlier.after)
      return { ok: true, state, revision: posture.revision, repeated: true }
    }
    if (posture.revision !== move.expectedRevision) return { ok: false, refusal: 'stale' }
    const now = wallClock < posture.movedAt ? posture.movedAt : wallClock
    const decision = decidePosture(factsOf(posture), { command: move.command, by: actor.id, note: move.note }, now)
    if (!decision.ok) return decision
    const revision = posture.revision + 1
    const note = move.note.trim()
    await tx.posture.update({
      where: { id: posture.id },
      data: { ...effectOf(move.command, note, actor.id, now), state: decision.state, revision, movedAt: now },
    })
    await savePostureChange(
      tx,
      {
        ...{ postureId: posture.id, areaCode: posture.areaCode, command: move.command, by: actor.id, note },
        ...{ before: StoredPostureState.parse(posture.state), after: decision.state, until: posture.until },
        idempotencyKey: move.idempotencyKey,
      },
      now,
    )
    return { ok: true, state: decision.state, revision, repeated: false }
  })
}

export function factsOf(posture: Posture): PostureFacts {
  return {
    state: StoredPostureState.parse(posture.state),
    askedBy: PersonId.parse(posture.askedBy),
    until: posture.until,
    endAskedBy: posture.endAskedBy === null ? null : PersonId.parse(posture.endAskedBy),
    reviewed: posture.review !== null,
  }
}

function effectOf(command: PostureCommand, note: string, by: string, now: Date): Prisma.PostureUpdateInput {
  switch (command) {
    case 'approve':
      return { approvedBy: by, approvedAt: now }
    case 'askEnd':
      return { endAskedBy: by, endAskedAt: now, review: note, reviewedBy: by }
    case 'approveEnd':
      return { endedBy: by, endedAt: now }
    // What was written about an end that did not come stays in the history.
    case 'keepOn':
      return { endAskedBy: null, endAskedAt: null, review: null, reviewedBy: null }
    case 'review':
      return { review: note, reviewedBy: by }
    case 'decline':
    case 'withdraw':
      return {}
  }
}
