import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { ChainStep } from '@cockpit/domain/event/chain'
import type { EventState } from '@cockpit/domain/event/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, placesWithinReach } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import { facilityNames } from '../places/facility-names'
import { chainOf } from './chain-of'
import { type EventRow, eventRow } from './stored'

export interface EventFilter extends Page {
  readonly states?: readonly EventState[]
}

export type ListedEvent = EventRow & { readonly chain: ChainStep[] }
export type EventList = ({ ok: true } & Paged<ListedEvent>) | { ok: false; refusal: 'not-permitted' }

/** Events within the actor's reach, gravest first, those without a level before them all, then newest. */
export async function listEvents(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: EventFilter,
  now: Date,
): Promise<EventList> {
  if (!mayAnywhere(actor.grants, 'event.read')) return { ok: false, refusal: 'not-permitted' }
  const where = {
    AND: [
      placesWithinReach(actor, 'event.read', territory),
      filter.states ? { state: { in: [...filter.states] } } : {},
    ],
  }
  const [found, total] = await Promise.all([
    db.emergencyEvent.findMany({
      where,
      // Nobody has said yet how grave an event without a level is: it stands first.
      orderBy: [{ level: { sort: 'asc', nulls: 'first' } }, { reportedAt: 'desc' }, { id: 'asc' }],
      include: { steps: { select: { step: true, doneAt: true } } },
      ...pageArguments(filter),
    }),
    db.emergencyEvent.count({ where }),
  ])
  const { rows, next } = cutPage(found, filter)
  const names = await facilityNames(
    db,
    rows.map((row) => row.facilityId),
  )
  return {
    ...{ ok: true, next, total },
    rows: rows.map(({ steps, ...event }) => ({
      ...eventRow(event, names),
      chain: chainOf(event, steps, territory, now),
    })),
  }
}
