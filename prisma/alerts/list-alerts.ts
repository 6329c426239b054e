import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, codesUnder, withinReach } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { facilityNames } from '../places/facility-names'
import { type AlertRow, alertRow } from './alert-row'
import type { AlertState } from './stored'

export interface AlertFilter extends Page {
  readonly states?: readonly AlertState[]
  readonly levels?: readonly Level[]
  /** At or below this area. */
  readonly area?: AreaCode
  readonly facility?: FacilityId
  readonly rule?: string
  /** One incident (domain/alert/incident). */
  readonly incident?: string
  /** Words in the title, either language. */
  readonly text?: string
  /** Alerts that rest: left out, or alone. All when absent. */
  readonly snoozed?: 'hide' | 'only'
  /** What only grants of the sensitivity `case` see is left out, whoever asks: for what strangers read along. */
  readonly restricted?: 'hide'
  readonly now?: Date
}

export type AlertList = ({ ok: true } & Paged<AlertRow>) | { ok: false; refusal: 'not-permitted' }

/** Alerts within the actor's reach, gravest first, then newest. */
export async function listAlerts(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: AlertFilter = {},
): Promise<AlertList> {
  if (!mayAnywhere(actor.grants, 'alert.read')) return { ok: false, refusal: 'not-permitted' }
  const where = alertsWhere(actor, territory, filter)
  const [found, total] = await Promise.all([
    // As text I < II < III < IV, gravest first.
    db.alert.findMany({
      where,
      orderBy: [{ level: 'asc' }, { raisedAt: 'desc' }, { id: 'asc' }],
      ...pageArguments(filter),
    }),
    db.alert.count({ where }),
  ])
  const { rows, next } = cutPage(found, filter)
  const names = await facilityNames(
    db,
    rows.map((row) => row.facilityId),
  )
  return { ok: true, rows: rows.map((row) => alertRow(row, names)), next, total }
}

/** The condition of a filter, within the actor's reach. */
export function alertsWhere(actor: Actor, territory: Territory, filter: AlertFilter): Prisma.AlertWhereInput {
  const now = filter.now ?? new Date()
  const resting = { state: 'open', snoozedUntil: { gt: now } }
  // Not `NOT: resting`: what was never put to rest has no date, and the contrary of an unknown is unknown.
  const awake = { OR: [{ state: { not: 'open' } }, { snoozedUntil: null }, { snoozedUntil: { lte: now } }] }
  const { text } = filter
  return {
    AND: [
      withinReach(actor, 'alert.read', territory),
      filter.restricted === 'hide' ? { sensitivity: null } : {},
      filter.states ? { state: { in: [...filter.states] } } : {},
      filter.levels ? { level: { in: [...filter.levels] } } : {},
      filter.area ? { areaCode: { in: codesUnder([filter.area], territory) } } : {},
      filter.facility ? { facilityId: filter.facility } : {},
      filter.rule ? { ruleId: filter.rule } : {},
      filter.incident ? { incident: filter.incident } : {},
      filter.snoozed === 'hide' ? awake : filter.snoozed === 'only' ? resting : {},
      text
        ? {
            OR: ['zh', 'en'].map((language) => ({
              title: { path: [language], string_contains: text, mode: 'insensitive' as const },
            })),
          }
        : {},
    ],
  }
}
