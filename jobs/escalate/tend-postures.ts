import type { Database } from '@cockpit/db/database'
import { expirePostures } from '@cockpit/db/postures/expire-postures'
import { inEmergency, posturesInForce } from '@cockpit/db/postures/in-force'
import { changeCounting } from '@cockpit/db/tasks/change-counting'
import { OPEN_TASK_STATES } from '@cockpit/db/tasks/stored'
import type { Territory } from '@cockpit/domain/territory/territory'

/**
 * Notes the postures that expired, and brings the clocks of all open tasks to what holds in their place: round the clock where 急 holds, by
 * routine elsewhere. It compares how things stand, so that a pass missed or repeated, overlapping postures and a task passed on to another place come out
 * right.
 * @returns how many postures and tasks changed
 */
export async function tendPostures(db: Database, territory: Territory, now: Date): Promise<number> {
  let changed = await expirePostures(db, now)
  const postures = await posturesInForce(db, now)
  const tasks = await db.task.findMany({
    where: {
      state: { in: OPEN_TASK_STATES.filter((state) => state !== 'drafted') },
      // Without a posture only those tasks matter whose clocks still run as if there were one.
      ...(postures.length === 0 ? { emergencyClock: true } : {}),
    },
    select: { id: true, areaCode: true, emergencyClock: true },
    orderBy: { id: 'asc' },
  })
  const failed: unknown[] = []
  for (const { id, areaCode, emergencyClock } of tasks) {
    const wanted = inEmergency(postures, areaCode, territory)
    if (wanted === emergencyClock) continue
    // One whose clocks cannot be converted must not keep the others from it.
    try {
      if (await changeCounting(db, id, wanted, now)) changed += 1
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} tasks kept their clocks: ${failed[0]}`)
  return changed
}
