import { mayAnywhere } from '@cockpit/domain/access/decide'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import { type AlertFilter, alertsWhere } from './list-alerts'

export interface LevelCount {
  readonly level: Level
  readonly open: number
  readonly dispatched: number
}

/** How many alerts of each level stand open and how many are dispatched, within the actor's reach: counted in one pass. */
export async function countAlerts(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: Pick<AlertFilter, 'area' | 'facility'>,
): Promise<LevelCount[]> {
  const states = ['open', 'dispatched'] as const
  const groups = mayAnywhere(actor.grants, 'alert.read')
    ? await db.alert.groupBy({
        by: ['level', 'state'],
        where: alertsWhere(actor, territory, { ...filter, states }),
        _count: { _all: true },
      })
    : []
  const count = (level: Level, state: (typeof states)[number]) =>
    groups.find((group) => group.level === level && group.state === state)?._count._all ?? 0
  return LEVELS.map((level) => ({ level, open: count(level, 'open'), dispatched: count(level, 'dispatched') }))
}
