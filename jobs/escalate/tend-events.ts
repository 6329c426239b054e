import type { Database } from '@cockpit/db/database'
import { chainOf } from '@cockpit/db/events/chain-of'
import { remindOfStep } from '@cockpit/db/events/remind-event'
import { chainReminders } from '@cockpit/domain/event/chain'
import { OPEN_EVENT_STATES } from '@cockpit/domain/event/machine'
import type { Territory } from '@cockpit/domain/territory/territory'

/**
 * Reminds of the steps of every open event's reporting chain that run out or ran out, each once, however often this runs and whenever it
 * is killed.
 * @returns how many were reminded of now
 */
export async function tendEvents(db: Database, territory: Territory, now: Date): Promise<number> {
  const open = await db.emergencyEvent.findMany({
    where: { state: { in: [...OPEN_EVENT_STATES] } },
    include: { steps: { select: { step: true, doneAt: true } } },
    orderBy: { id: 'asc' },
  })
  const due = open.flatMap((event) =>
    chainReminders(event.id, chainOf(event, event.steps, territory, now), now).map((reminder) => ({ event, reminder })),
  )
  if (due.length === 0) return 0
  const done = new Set(
    (
      await db.emergencyEventEntry.findMany({
        where: { idempotencyKey: { in: due.map(({ reminder }) => reminder.key) } },
        select: { idempotencyKey: true },
      })
    ).map((entry) => entry.idempotencyKey),
  )
  let made = 0
  for (const { event, reminder } of due)
    if (!done.has(reminder.key) && (await remindOfStep(db, event.id, reminder, now))) made += 1
  return made
}
