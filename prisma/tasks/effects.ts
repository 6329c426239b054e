import { dueAfterPause, dueAfterTransfer, dueTimes } from '@cockpit/domain/clock/due'
import { elapsed } from '@cockpit/domain/clock/run'
import { type ClockSettings, countingOf } from '@cockpit/domain/clock/settings'
import type { TaskCommand, TaskPatch, TaskState } from '@cockpit/domain/task/machine'
import type { Place } from '../access/actor'
import type { Prisma, Task } from '../generated/client'
import { StoredLevel } from './stored'

export interface Effect {
  readonly command: TaskCommand
  readonly before: TaskState
  readonly after: TaskState
  readonly patch: TaskPatch
  readonly by: string
  /** Where `issue` and `transfer` send it. */
  readonly target: Place | null
}

/** Everything a move that was decided changes in the task's row: state, stamps, clocks. */
export function effectsOf(
  task: Task,
  effect: Effect,
  settings: ClockSettings,
  now: Date,
): Prisma.TaskUncheckedUpdateInput {
  const { command, after, patch, target } = effect
  const { extension, ...plain } = patch
  return {
    ...pause(task, effect, settings, now),
    ...plain,
    ...(extension === undefined
      ? {}
      : { extensionBy: extension?.by ?? null, extensionUntil: extension?.until ?? null }),
    ...(target && (command === 'issue' || command === 'transfer')
      ? { areaCode: target.areaCode, facilityId: target.facilityId }
      : {}),
    ...stamps(task, effect, now),
    ...clocks(task, effect, settings, now),
    state: after,
    revision: task.revision + 1,
    movedAt: now,
  }
}

/** When a state's own clock stops, and what a way back takes away again. */
function stamps(task: Task, { command, after, by }: Effect, now: Date): Prisma.TaskUncheckedUpdateInput {
  switch (command) {
    case 'sign':
      return { signedAt: now }
    case 'feedBack':
      return { fedBackAt: now }
    case 'return':
      return { fedBackAt: null, approvedBy: null, approvedAt: null }
    case 'close':
      return { approvedBy: by, approvedAt: now, closedAt: after === 'closed' ? now : null }
    case 'confirm':
    case 'abort':
      return { closedAt: now }
    case 'archive':
      return { archivedAt: now }
    case 'issue':
    case 'transfer':
      return { signedAt: null, fedBackAt: null }
    case 'relapse':
      return {
        ...{ signedAt: null, fedBackAt: null, closedAt: null, archivedAt: null, approvedBy: null, approvedAt: null },
        recoveryState: task.recoveryState === 'none' ? 'none' : 'waiting',
      }
    default:
      return {}
  }
}

/** Clocks that begin anew, each in a round of its own. */
function clocks(
  task: Task,
  { command, patch }: Effect,
  settings: ClockSettings,
  now: Date,
): Prisma.TaskUncheckedUpdateInput {
  const level = patch.level ?? StoredLevel.parse(task.level)
  const round = { round: task.round + 1, clockFrom: now, pausedSeconds: 0 }
  switch (command) {
    case 'issue':
    case 'relapse':
    case 'regrade':
      return { ...round, ...dueTimes(settings, level, now) }
    case 'transfer':
      return { ...round, ...dueAfterTransfer(settings, level, now, task.closeBy) }
    case 'grantExtension':
      return { round: task.round + 1 }
    default:
      return {}
  }
}

/** Clocks stand still in the states the commission named; leaving them, what was left is left. */
function pause(task: Task, { after }: Effect, settings: ClockSettings, now: Date): Prisma.TaskUncheckedUpdateInput {
  const still = settings.pausedIn.some((one) => one === after)
  if (task.pausedAt === null) return still ? { pausedAt: now } : {}
  if (still) return {}
  const level = StoredLevel.parse(task.level)
  const stood = elapsed(countingOf(settings, level), task.pausedAt, now)
  return {
    ...dueAfterPause(settings, level, task, task.pausedAt, now),
    ...{ pausedAt: null, pausedSeconds: task.pausedSeconds + Math.round(stood / 1000) },
  }
}
