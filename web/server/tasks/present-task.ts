import type { Actor } from '@cockpit/db/access/actor'
import { authoritiesAbove } from '@cockpit/db/tasks/facts'
import { permittedCommand } from '@cockpit/db/tasks/permitted-command'
import type { TaskRow } from '@cockpit/db/tasks/task-row'
import type { ClockName } from '@cockpit/domain/clock/reminders'
import { runningClock } from '@cockpit/domain/task/clock'
import { commandsIn, type TaskCommand } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { PlaceName } from '../places'

/** A task as the screens get it: the names of its place, the clock that runs, and the commands this actor may try now. */
export function presentTask(
  row: TaskRow,
  nameOf: (row: TaskRow) => PlaceName,
  actor: Actor,
  territory: Territory,
): PresentedTask {
  const { facilityName: _, envelope: __, recovery: ___, ...task } = row
  const commands = commandsIn(task.state).filter(
    (command) => makesSense(command, row, actor, territory) && permittedCommand(actor, command, task, territory),
  )
  return { ...task, place: nameOf(row), commands, due: nextClock(task) }
}

/** Commands that would be refused whoever gives them are not offered: nothing asked for, nothing to lift, nobody above. */
function makesSense(command: TaskCommand, task: TaskRow, actor: Actor, territory: Territory): boolean {
  switch (command) {
    case 'askExtension':
      return task.extensionBy === null
    case 'grantExtension':
    case 'denyExtension':
      return task.extensionBy !== null && task.extensionBy !== actor.id
    case 'lift':
      return task.supervision !== 'none'
    case 'supervise':
      return task.supervision !== 'red'
    case 'escalate':
      return task.escalation < authoritiesAbove(task.areaCode, territory)
    case 'confirm':
      return task.recoveryState !== 'waiting'
    default:
      return true
  }
}

export type PresentedTask = Omit<TaskRow, 'facilityName' | 'envelope' | 'recovery'> & {
  readonly place: PlaceName
  readonly commands: readonly TaskCommand[]
  readonly due: { readonly clock: ClockName; readonly by: Date } | null
}

/** The clock that runs now: until signing, until the first feedback, until closing; none when it is over or stands still. */
export function nextClock(
  task: Pick<TaskRow, 'state' | 'signBy' | 'feedbackBy' | 'closeBy' | 'pausedAt'>,
): PresentedTask['due'] {
  const clock = task.pausedAt === null ? runningClock(task.state) : null
  const by = { sign: task.signBy, feedback: task.feedbackBy, close: task.closeBy }
  return clock && { clock, by: by[clock] }
}
