import { type Actor, permitted } from '@cockpit/db/access/actor'
import { ACTION_OF } from '@cockpit/db/tasks/move-task'
import type { TaskRow } from '@cockpit/db/tasks/task-row'
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
  const { facilityName: _, envelope: __, ...task } = row
  const commands = commandsIn(task.state).filter((command) => permitted(actor, ACTION_OF[command], task, territory))
  return { ...task, place: nameOf(row), commands, due: nextClock(task) }
}

export type PresentedTask = Omit<TaskRow, 'facilityName' | 'envelope'> & {
  readonly place: PlaceName
  readonly commands: readonly TaskCommand[]
  readonly due: { readonly clock: 'sign' | 'feedback' | 'close'; readonly by: Date } | null
}

/** The clock that runs now: until signing, until the first feedback, until closing; none when it is over. */
export function nextClock(task: Pick<TaskRow, 'state' | 'signBy' | 'feedbackBy' | 'closeBy'>): PresentedTask['due'] {
  switch (task.state) {
    case 'dispatched':
      return { clock: 'sign', by: task.signBy }
    case 'signed':
      return { clock: 'feedback', by: task.feedbackBy }
    case 'fedBack':
      return { clock: 'close', by: task.closeBy }
    case 'closed':
    case 'aborted':
      return null
  }
}
