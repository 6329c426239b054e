import { may, type Subject } from '../access/decide'
import type { Action, Grant } from '../access/grant'
import type { Territory } from '../territory/territory'
import type { TaskCommand } from './machine'

/** What a command asks of the one who gives it: any of these actions, in a territory that covers the task's place. */
export const ACTIONS_OF: Readonly<Record<TaskCommand, readonly Action[]>> = {
  issue: ['task.dispatch'],
  sign: ['task.sign'],
  decline: ['task.sign'],
  // A supervisor may look for himself (监督员核查); then somebody else reviews.
  check: ['task.feedback', 'task.review'],
  handle: ['task.feedback'],
  feedBack: ['task.feedback'],
  return: ['task.review'],
  close: ['task.review'],
  confirm: ['task.review'],
  urge: ['task.urge'],
  transfer: ['task.dispatch'],
  assist: ['task.dispatch'],
  askExtension: ['task.feedback'],
  grantExtension: ['task.review'],
  denyExtension: ['task.review'],
  escalate: ['task.urge'],
  regrade: ['task.dispatch'],
  supervise: ['task.supervise'],
  lift: ['task.supervise'],
  suspend: ['task.dispatch'],
  resume: ['task.dispatch'],
  abort: ['task.dispatch'],
  // Only the product finds that a finding came back.
  relapse: [],
  archive: ['task.review'],
}

/** What the product does by itself: clocks that ran out, an indicator that recovered or went out again. */
export const SYSTEM_COMMANDS: readonly TaskCommand[] = ['urge', 'escalate', 'supervise', 'confirm', 'relapse']

/** May someone with these grants give this command to a task there? One facility's task asks for the sensitivity `facility`. */
export function mayCommand(
  grants: readonly Grant[],
  command: TaskCommand,
  place: Subject,
  territory: Territory,
): boolean {
  const sensitivity = 'area' in place ? 'aggregate' : 'facility'
  return ACTIONS_OF[command].some((action) => may(grants, action, place, territory, sensitivity))
}
