import { type Actor, withinReach } from '@cockpit/db/access/actor'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import type { Database } from '@cockpit/db/database'
import type { AreaCode } from '@cockpit/domain/ids'
import { OPEN_TASK_STATES } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Closure, WallAlert } from '../../features/wall/frame'
import type { FacilityDirectory } from '../territory/facility-directory'
import { closureOf } from './closure'
import { TileRefused } from './wall-ask'

const SHOWN = 40
const DAYS = 30

/** Open alerts of the territory with the clock that runs now, gravest first. What asks for cases is on no wall, whoever opened it. */
export async function wallAlerts(
  db: Database,
  actor: Actor,
  territory: Territory,
  facilities: FacilityDirectory,
  area: AreaCode,
): Promise<WallAlert[]> {
  const list = await listAlerts(db, actor, territory, {
    ...{ area, states: ['open', 'dispatched'], limit: SHOWN },
    restricted: 'hide',
  })
  if (!list.ok) throw new TileRefused('not-permitted', 'The grants of this wall do not include alerts.')
  const tasks = await db.task.findMany({
    where: { alertId: { in: list.rows.map((row) => row.id) }, state: { in: [...OPEN_TASK_STATES] } },
    select: { alertId: true, state: true, suspendedFrom: true, signBy: true, feedbackBy: true, closeBy: true },
    orderBy: { dispatchedAt: 'asc' },
  })
  const taskOf = new Map(tasks.map((task) => [task.alertId, task]))
  const known = new Map(facilities.within(area, territory).map((facility) => [String(facility.id), facility]))
  return list.rows.flatMap((row): WallAlert[] => {
    const place = territory.all().find((one) => one.code === row.areaCode)
    if (!place) return []
    const facility = row.facilityId === null ? undefined : known.get(row.facilityId)
    const task = taskOf.get(row.id)
    const state = task ? shownState(task.suspendedFrom ?? task.state) : 'open'
    const clock = task && { open: null, dispatched: task.signBy, signed: task.feedbackBy, fedBack: task.closeBy }[state]
    return [
      {
        id: row.id,
        level: row.level,
        title: row.title,
        place: facility?.name ?? row.facilityName ?? place.name,
        areaCode: row.areaCode,
        at: facility?.at ?? place.centre,
        raisedAt: row.raisedAt.toISOString(),
        state,
        due: clock?.toISOString() ?? null,
      },
    ]
  })
}

/** From afar four states are told apart: nobody has it, to be signed for, in hand, to be settled. */
function shownState(state: string): WallAlert['state'] {
  if (state === 'dispatched') return 'dispatched'
  if (state === 'signed' || state === 'checking' || state === 'handling') return 'signed'
  return state === 'fedBack' || state === 'verifying' ? 'fedBack' : 'open'
}

/** Counts of the last thirty days. Tasks are seen through the alerts the caller may see; nothing but counts leaves here. */
export async function wallClosure(
  db: Database,
  actor: Actor,
  territory: Territory,
  area: AreaCode,
  now: Date,
): Promise<Closure> {
  const inside = territory.counties(area).map((county) => county.code as string)
  const codes = [
    ...new Set([area as string, ...territory.children(area).map((child) => child.code as string), ...inside]),
  ]
  const within = { AND: [withinReach(actor, 'alert.read', territory), { areaCode: { in: codes }, sensitivity: null }] }
  const since = new Date(now.getTime() - DAYS * 86_400_000)
  const [raised, open, tasks] = await Promise.all([
    db.alert.count({ where: { AND: [within, { raisedAt: { gte: since } }] } }),
    db.alert.count({ where: { AND: [within, { state: { in: ['open', 'dispatched'] } }] } }),
    db.task.findMany({
      where: { AND: [within, { dispatchedAt: { gte: since } }] },
      select: { state: true, signBy: true, closeBy: true, signedAt: true, closedAt: true, pausedAt: true },
    }),
  ])
  return { raised, open, ...closureOf(tasks, now) }
}
