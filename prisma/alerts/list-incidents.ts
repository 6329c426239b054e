import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { facilityNames } from '../places/facility-names'
import { StoredLevel } from '../tasks/stored'
import { type AlertRow, alertRow } from './alert-row'
import { type AlertFilter, alertsWhere } from './list-alerts'

export interface Incident {
  readonly key: string
  /** How many of its alerts the filter finds within the actor's reach. */
  readonly alerts: number
  /** The gravest of them. */
  readonly level: Level
  readonly firstAt: Date
  readonly lastAt: Date
  /** The one that stands for it on a list: the newest of the gravest. */
  readonly lead: AlertRow
}

const SHOWN = 100

/** Alerts gathered by cause and area: gravest first, then the newest. Only what the actor may read is counted. */
export async function listIncidents(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: AlertFilter = {},
): Promise<{ ok: true; incidents: Incident[]; total: number } | { ok: false; refusal: 'not-permitted' }> {
  if (!mayAnywhere(actor.grants, 'alert.read')) return { ok: false, refusal: 'not-permitted' }
  const where = alertsWhere(actor, territory, filter)
  const groups = await db.alert.groupBy({
    by: ['incident'],
    where,
    _count: { _all: true },
    _min: { level: true, raisedAt: true },
    _max: { raisedAt: true },
    // As text I < II < III < IV, gravest first.
    orderBy: [{ _min: { level: 'asc' } }, { _max: { raisedAt: 'desc' } }, { incident: 'asc' }],
  })
  const shown = groups.slice(0, SHOWN)
  const leads = await leadsOf(
    db,
    where,
    shown.map(({ incident }) => incident),
  )
  const names = await facilityNames(
    db,
    leads.map((lead) => lead.facilityId),
  )
  const leadOf = new Map(leads.map((lead) => [lead.incident, alertRow(lead, names)]))
  const incidents = shown.flatMap(({ incident, _count, _min, _max }): Incident[] => {
    const lead = leadOf.get(incident)
    // Closed between the two readings.
    if (!lead || !_min.raisedAt || !_max.raisedAt) return []
    const level = StoredLevel.parse(_min.level)
    return [{ key: incident, alerts: _count._all, level, firstAt: _min.raisedAt, lastAt: _max.raisedAt, lead }]
  })
  return { ok: true, incidents, total: groups.length }
}

/** The newest of the gravest of each incident: found by the database, for an incident may hold thousands. */
async function leadsOf(db: Database, where: Prisma.AlertWhereInput, incidents: readonly string[]) {
  const within = { AND: [where, { incident: { in: [...incidents] } }] }
  const newest = await db.alert.groupBy({ by: ['incident', 'level'], where: within, _max: { raisedAt: true } })
  // As text I < II < III < IV.
  const gravest = new Map<string, (typeof newest)[number]>()
  for (const one of newest) if (one.level < (gravest.get(one.incident)?.level ?? 'V')) gravest.set(one.incident, one)
  if (gravest.size === 0) return []
  const leading = [...gravest.values()].map(({ incident, level, _max }) => ({
    incident,
    level,
    raisedAt: _max.raisedAt as Date,
  }))
  const ids = await db.alert.groupBy({
    by: ['incident'],
    where: { AND: [where, { OR: leading }] },
    _min: { id: true },
  })
  return db.alert.findMany({ where: { id: { in: ids.flatMap(({ _min }) => _min.id ?? []) } } })
}
