import type { ChainStep } from '@cockpit/domain/event/chain'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import type { EmergencyEventEntry, EmergencyEventStep } from '../generated/client'
import { personNames } from '../people/person-names'
import { facilityNames } from '../places/facility-names'
import { type TaskRow, taskRow } from '../tasks/task-row'
import { chainOf } from './chain-of'
import { type EventRow, eventRow } from './stored'

export type EventReading =
  | {
      ok: true
      event: EventRow
      chain: ChainStep[]
      /** The steps that were sent on: when, to whom, written down by whom. */
      steps: EmergencyEventStep[]
      entries: Omit<EmergencyEventEntry, 'idempotencyKey'>[]
      /** Those of its tasks that the actor may read. */
      tasks: TaskRow[]
      /** Names of the people in the history, by id. */
      people: Record<string, string>
    }
  | { ok: false; refusal: 'not-found' | 'not-permitted' }

/** One event with its chain at this instant, its history and its tasks. */
export async function readEvent(
  db: Database,
  actor: Actor,
  territory: Territory,
  id: string,
  now: Date,
): Promise<EventReading> {
  const found = await db.emergencyEvent.findUnique({
    where: { id },
    include: {
      steps: { orderBy: { recordedAt: 'asc' } },
      entries: { orderBy: [{ at: 'asc' }, { id: 'asc' }], omit: { idempotencyKey: true } },
      tasks: { orderBy: { dispatchedAt: 'asc' }, include: { _count: { select: { evidence: true } } } },
    },
  })
  if (!found) return { ok: false, refusal: 'not-found' }
  if (!permitted(actor, 'event.read', found, territory)) return { ok: false, refusal: 'not-permitted' }
  const { steps, entries, tasks: all, ...event } = found
  const tasks = all.filter((task) => permitted(actor, 'task.read', task, territory))
  const [names, people] = await Promise.all([
    facilityNames(
      db,
      [event, ...tasks].map((row) => row.facilityId),
    ),
    personNames(db, [
      ...[event.reportedBy, ...entries.map((entry) => entry.actor), ...steps.map((step) => step.recordedBy)],
      ...(event.confirmedBy ? [event.confirmedBy] : []),
    ]),
  ])
  return {
    ok: true,
    event: eventRow(event, names),
    chain: chainOf(event, steps, territory, now),
    steps,
    entries,
    tasks: tasks.map((task) => taskRow(task, names)),
    people,
  }
}
