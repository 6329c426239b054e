import { postureAt } from '@cockpit/domain/posture/posture'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'
import { lockPosture, savePostureChange } from './save-change'
import { StoredPostureState } from './stored'

const NOTES = {
  expired: '到期自动结束。Ended by itself at its expiry.',
  lapsed: '到期前无人批准。Nobody approved it before its expiry.',
} as const

/** Notes the end of the postures whose time is over and tells of it; they had ended at their expiry without this. @returns how many */
export async function expirePostures(db: Database, now: Date): Promise<number> {
  const over = await db.posture.findMany({
    where: { state: { in: ['asked', 'inForce'] }, until: { lte: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  let noted = 0
  for (const { id } of over) noted += (await expire(db, id, now)) ? 1 : 0
  return noted
}

async function expire(db: Database, id: string, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const posture = await lockPosture(tx, id)
    if (!posture) return false
    const before = StoredPostureState.parse(posture.state)
    const after = postureAt({ state: before, until: posture.until }, now)
    if (after === before || (after !== 'expired' && after !== 'lapsed')) return false
    const at = now < posture.movedAt ? posture.movedAt : now
    await tx.posture.update({
      where: { id },
      data: {
        state: after,
        revision: posture.revision + 1,
        movedAt: at,
        ...(after === 'expired' ? { endedAt: posture.until } : {}),
      },
    })
    const command = after === 'expired' ? 'expire' : 'lapse'
    await savePostureChange(
      tx,
      {
        ...{ postureId: id, areaCode: posture.areaCode, command, by: SYSTEM, before, after },
        ...{ note: NOTES[after], until: posture.until, idempotencyKey: `posture:${command}:${id}` },
      },
      at,
    )
    return true
  })
}
