import { posturesInForce } from '@cockpit/db/postures/in-force'
import { IndicatorId } from '@cockpit/domain/ids'
import { addDays, CalendarDate, shanghaiDate } from '@cockpit/domain/period/calendar'
import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import type { Panel, WallFrame } from '../../features/wall/frame'
import { actorOf } from '../actor'
import type { Ports } from '../ports'
import { concernedPostures } from '../posture/concerned'
import type { OpenedWall } from './open-wall'
import { OVERVIEW } from './overview'
import { wallAlerts, wallClosure } from './wall-alerts'
import { tile, type WallAsk, wallAsk } from './wall-ask'
import {
  fairnessTile,
  incomeTile,
  mapTile,
  radarTile,
  runningTile,
  targetsTile,
  trendTile,
  type WallPlace,
} from './wall-tiles'

const LOOK_BACK_DAYS = 400
/** The browser gives up after thirty seconds. */
const PATIENCE_MS = 25_000

/**
 * One frame of the overview board, in the caller's authority. Tiles are asked side by side and fail alone; a semantic layer that
 * is away still leaves the alerts.
 * @param budgetMs what is not ready by then is pending
 */
export async function composeFrame(
  wall: OpenedWall,
  ports: Ports,
  now: Date,
  budgetMs = PATIENCE_MS,
): Promise<WallFrame> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, budgetMs).unref())
  const { caller, display, area } = wall
  const territory = await ports.territory()
  const facilities = await ports.facilities()
  const actor = actorOf(caller)
  const place = await Promise.race([wallPlace(wall, ports, now), late.then(() => PENDING)])
  const numbers = <T>(
    name: string,
    make: (place: WallPlace) => Promise<{ data: T; through: string | null; asOf: string | null }>,
  ) => ('failed' in place ? Promise.resolve<Panel<T>>(place.failed) : tile(name, () => make(place), late))
  const unaged = { through: null, asOf: null }

  let coverage: WallFrame['coverage'] = null
  const [running, income, radar, map, targets, trend, fairness, closure, alerts] = await Promise.all([
    numbers('running', runningTile),
    numbers('income', incomeTile),
    numbers('radar', radarTile),
    numbers('map', async (known) => {
      const made = await mapTile(known)
      coverage = made.coverage
      const { coverage: _, ...rest } = made
      return rest
    }),
    numbers('targets', targetsTile),
    numbers('trend', trendTile),
    numbers('fairness', fairnessTile),
    tile(
      'closure',
      async () => ({ data: await wallClosure(ports.db, actor, territory, area.code, now), ...unaged }),
      late,
    ),
    tile(
      'alerts',
      async () => ({
        data: await wallAlerts(ports.db, actor, territory, facilities, area.code),
        ...unaged,
      }),
      late,
    ),
  ])
  const postures = await posturesOf(wall, ports, now)
  const aged = [running, income, map, targets, trend, fairness]
  return {
    display,
    territory: { code: area.code, name: area.name },
    composedAt: now.toISOString(),
    demo: await ports.demo(),
    mode: postures.length > 0 ? 'emergency' : 'routine',
    postures,
    through: 'failed' in place ? null : place.through,
    asOf: latest(aged.map((panel) => (panel.state === 'ready' ? panel.asOf : null))),
    coverage,
    running,
    income,
    radar,
    map,
    targets,
    trend,
    fairness,
    closure,
    alerts,
  }
}

const PENDING = { failed: { state: 'failed', reason: 'pending' } } as const

async function wallPlace(
  wall: OpenedWall,
  ports: Ports,
  now: Date,
): Promise<WallPlace | { failed: Panel<never> & { state: 'failed' } }> {
  try {
    const ask = await wallAsk(wall.caller, ports)
    const through = await lastDay(ask, wall.area.code, now)
    if (through === null) return { failed: { state: 'failed', reason: 'no-data' } }
    return { ask, territory: await ports.territory(), area: wall.area.code, through }
  } catch (error) {
    if (!(error instanceof CubeUnavailable)) console.error('The wall could not ask for its numbers:', error)
    return { failed: { state: 'failed', reason: 'unreachable' } }
  }
}

/** Last day for which the daily tables hold data; null when there is none in a year and more. */
async function lastDay(ask: WallAsk, area: string, now: Date): Promise<CalendarDate | null> {
  const today = shanghaiDate(now)
  const first = OVERVIEW.running.find((id) => ask.catalogue.get(id)) ?? IndicatorId.parse('outpatient.visits')
  const answer = await ask.answer({
    indicators: [first],
    territory: area,
    period: `${addDays(today, -LOOK_BACK_DAYS)}..${today}`,
  })
  const cell = answer.rows[0]?.cells[first]
  if (cell?.state !== 'shown') return null
  return answer.dataThrough === null ? today : CalendarDate.parse(answer.dataThrough)
}

/** The postures in force that touch the display's territory. */
async function posturesOf({ caller }: OpenedWall, ports: Ports, now: Date): Promise<WallFrame['postures']> {
  const [inForce, territory, directory] = await Promise.all([
    posturesInForce(ports.db, now),
    ports.territory(),
    ports.facilities(),
  ])
  return concernedPostures(inForce, caller.grants, territory, directory).map(({ area, reason, since, until }) => ({
    ...{ area, reason, since: since.toISOString(), until: until.toISOString() },
  }))
}

function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce<string | null>((a, b) => (b !== null && (a === null || b > a) ? b : a), null)
}
