import type { EventState } from '@cockpit/domain/event/machine'

/** Whether a state waits for somebody's act, is under way, or is over. */
export const EVENT_TONE: Record<EventState, 'act' | 'open' | 'done'> = {
  ...{ reported: 'act', confirmed: 'open', ended: 'done', dismissed: 'done', withdrawn: 'done' },
}
