import type { ChainReminder } from '@cockpit/domain/event/chain'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'
import { claimEventKey, lockEvent, saveEventChange } from './save-change'
import { StoredEventState } from './stored'

/** Words of what the product did by itself; whoever reads the history sees that nobody typed them. */
const NOTES = {
  soon: '上报时限将至，系统自动提醒。Time to send it on is running out; reminded by the system.',
  late: '上报超时，系统自动提醒。Not sent on in time; reminded by the system.',
} as const

/** Reminds of one step of an event's chain, once for its key. @returns whether it was new */
export async function remindOfStep(
  db: Database,
  eventId: string,
  reminder: ChainReminder,
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    if (await claimEventKey(tx, reminder.key)) return false
    const event = await lockEvent(tx, eventId)
    // Sent on or over in this instant: nothing to remind of.
    if (!event || event.overAt || event.steps.some(({ step }) => step === reminder.step)) return false
    const state = StoredEventState.parse(event.state)
    await saveEventChange(
      tx,
      {
        ...{ eventId, revision: event.revision, before: state, after: state, by: SYSTEM },
        ...{ command: reminder.kind === 'late' ? 'stepLate' : 'stepSoon', note: NOTES[reminder.kind] },
        detail: { step: reminder.step },
        idempotencyKey: reminder.key,
      },
      now < event.movedAt ? event.movedAt : now,
    )
    return true
  })
}
