import { scopeOf } from '@cockpit/domain/access/decide'
import { type PostureCommand, type PostureState, postureAt, postureCommandsIn } from '@cockpit/domain/posture/posture'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, codesUnder } from '../access/actor'
import type { Database } from '../database'
import type { Posture, PostureEntry } from '../generated/client'
import { personNames } from '../people/person-names'
import { factsOf, permittedPostureCommand } from './move-posture'

export type PostureRow = Omit<Posture, 'state'> & {
  readonly state: PostureState
  /** What this actor may do with it now. */
  readonly commands: readonly PostureCommand[]
  readonly entries: readonly Omit<PostureEntry, 'idempotencyKey'>[]
}

const SHOWN = 50

/** The postures within reach of who may ask for one, those that wait or hold first, then newest; with names of the people in them. */
export async function listPostures(
  db: Database,
  actor: Actor,
  territory: Territory,
  now: Date,
): Promise<{ rows: PostureRow[]; people: Record<string, string> }> {
  const found = await db.posture.findMany({
    where: { areaCode: { in: codesUnder(scopeOf(actor.grants, 'posture.ask', 'aggregate').areas, territory) } },
    orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
    include: { entries: { orderBy: [{ at: 'asc' }, { id: 'asc' }], omit: { idempotencyKey: true } } },
    take: SHOWN,
  })
  const rows = found.map((posture): PostureRow => {
    const facts = factsOf(posture)
    const commands = postureCommandsIn(facts, now).filter(
      (command) =>
        permittedPostureCommand(actor, command, posture, territory) &&
        (command !== 'withdraw' || posture.askedBy === actor.id) &&
        (!['approve', 'decline'].includes(command) || posture.askedBy !== actor.id) &&
        (!['approveEnd', 'keepOn'].includes(command) || posture.endAskedBy !== actor.id),
    )
    return { ...posture, state: postureAt(facts, now), commands }
  })
  const live = ({ state }: PostureRow) => (state === 'inForce' ? 0 : state === 'asked' ? 1 : 2)
  const people = await personNames(
    db,
    found.flatMap((posture) => posture.entries.map((entry) => entry.actor)),
  )
  return { rows: rows.sort((a, b) => live(a) - live(b)), people }
}
