import type { TaskCommand, TaskState } from '@cockpit/domain/task/machine'
import { commandsIn } from '@cockpit/domain/task/machine'
import type { CommandTask } from './model'

/** What one may do with a task: one act first, the others beside it, and why the expected one is missing. */
export interface TaskActs {
  readonly primary: TaskCommand | null
  readonly secondary: readonly TaskCommand[]
  readonly waiting: 'sign' | 'feedback' | 'review' | 'other-reviewer' | 'issue' | 'resume' | 'recovery' | null
}

/** Most wanted first. Abort ends a task for good and is not on the tablet. */
const ORDER = [
  'sign',
  'feedBack',
  'close',
  'issue',
  'resume',
  'return',
  'urge',
] as const satisfies readonly TaskCommand[]
const WAITING = {
  ...{ dispatched: 'sign', signed: 'feedback', checking: 'feedback', handling: 'feedback', fedBack: 'review' },
  ...{ drafted: 'issue', verifying: 'recovery', suspended: 'resume', closed: null, archived: null, aborted: null },
} as const satisfies Record<TaskState, TaskActs['waiting']>

export function taskActs(task: Pick<CommandTask, 'state' | 'may' | 'handledByMe'>): TaskActs {
  const offered = ORDER.filter(
    (command) =>
      commandsIn(task.state).includes(command) &&
      task.may.includes(command) &&
      // Who handled it may still send it back for more, but not call it done.
      !(command === 'close' && task.handledByMe),
  )
  const barred = task.state === 'fedBack' && task.may.includes('close') && task.handledByMe
  // Sending back is never what one is led to, and while a review is awaited there is nobody in the field to urge first.
  const leading = offered.filter((command) => command !== 'return' && !(command === 'urge' && task.state === 'fedBack'))
  const primary = leading[0] ?? null
  const secondary = offered.filter((command) => command !== primary)
  const moves = offered.some((command) => command !== 'urge' && command !== 'return')
  return { primary, secondary, waiting: moves ? null : barred ? 'other-reviewer' : WAITING[task.state] }
}
