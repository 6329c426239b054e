import type { TaskState } from '@cockpit/domain/task/machine'

/** Whether a state waits for somebody's act, is being worked on, or is over. */
export const TASK_TONE: Record<TaskState, 'act' | 'open' | 'done'> = {
  ...{ drafted: 'act', dispatched: 'act', signed: 'open', checking: 'open', handling: 'open', fedBack: 'act' },
  ...{ verifying: 'open', suspended: 'open', closed: 'done', archived: 'done', aborted: 'done' },
}
