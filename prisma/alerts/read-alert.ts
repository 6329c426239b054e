import { LIVE_ALERT_STATES } from '@cockpit/domain/alert/state'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted, withinReach } from '../access/actor'
import type { Database } from '../database'
import type { AlertEvent } from '../generated/client'
import { personNames } from '../people/person-names'
import { facilityNames } from '../places/facility-names'
import { type TaskRow, taskRow } from '../tasks/task-row'
import { type AlertRow, alertRow } from './alert-row'

export type AlertReading =
  | {
      ok: true
      alert: AlertRow
      events: AlertEvent[]
      /** Those of its tasks that the actor may read. */
      tasks: TaskRow[]
      /** The alerts around it that the actor may read: of its incident, merged into it, under it, and those it hangs from itself. */
      related: AlertRow[]
      /** Names of the people in the events, by id. */
      people: Record<string, string>
    }
  | { ok: false; refusal: 'not-found' | 'not-permitted' }

const RELATED = 60

/** One alert with its history, its tasks and the alerts around it. */
export async function readAlert(db: Database, actor: Actor, territory: Territory, id: string): Promise<AlertReading> {
  const found = await db.alert.findUnique({
    where: { id },
    include: {
      events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      tasks: { orderBy: { dispatchedAt: 'asc' }, include: { _count: { select: { evidence: true } } } },
    },
  })
  if (!found) return { ok: false, refusal: 'not-found' }
  if (!permitted(actor, 'alert.read', found, territory)) return { ok: false, refusal: 'not-permitted' }
  const { events, tasks: all, ...alert } = found
  const tasks = all.filter((task) => permitted(actor, 'task.read', task, territory))
  const related = await db.alert.findMany({
    where: {
      AND: [
        withinReach(actor, 'alert.read', territory),
        { id: { not: id } },
        {
          OR: [
            { mergedInto: id },
            { inhibitedBy: id },
            { id: { in: [alert.mergedInto, alert.inhibitedBy].filter((other) => other !== null) } },
            { incident: alert.incident, state: { in: [...LIVE_ALERT_STATES] } },
          ],
        },
      ],
    },
    orderBy: [{ level: 'asc' }, { raisedAt: 'desc' }, { id: 'asc' }],
    take: RELATED,
  })
  const [names, people] = await Promise.all([
    facilityNames(
      db,
      [alert, ...tasks, ...related].map((row) => row.facilityId),
    ),
    personNames(db, [
      ...events.map((event) => event.actor),
      ...tasks.map((task) => task.dispatchedBy),
      ...(alert.acknowledgedBy ? [alert.acknowledgedBy] : []),
    ]),
  ])
  return {
    ok: true,
    alert: alertRow(alert, names),
    events,
    tasks: tasks.map((task) => taskRow(task, names)),
    related: related.map((row) => alertRow(row, names)),
    people,
  }
}
