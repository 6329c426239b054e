import type { ClockName } from '../clock/reminders'
import type { TaskState } from './machine'

/** Which of the three promises a state runs on; none before it is issued, while it is suspended, and when it is over. */
export function runningClock(state: TaskState): ClockName | null {
  switch (state) {
    case 'dispatched':
      return 'sign'
    case 'signed':
    case 'checking':
    case 'handling':
      return 'feedback'
    case 'fedBack':
      return 'close'
    // What is awaited is the indicator, not a person.
    case 'verifying':
    case 'drafted':
    case 'suspended':
    case 'closed':
    case 'archived':
    case 'aborted':
      return null
  }
}
