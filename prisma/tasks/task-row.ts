import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Supervision, TaskState } from '@cockpit/domain/task/machine'
import type { Task } from '../generated/client'
import {
  pointsIn,
  StoredLevel,
  type StoredPoint,
  StoredRecoveryState,
  StoredSupervision,
  StoredTaskState,
} from './stored'

/** A task as it is shown. `envelope` is the number it is about, frozen at dispatch. */
export type TaskRow = Omit<
  Task,
  'state' | 'level' | 'supervision' | 'suspendedFrom' | 'recoveryState' | 'checklist'
> & {
  readonly state: TaskState
  readonly level: Level
  readonly supervision: Supervision
  readonly suspendedFrom: TaskState | null
  readonly recoveryState: 'none' | 'waiting' | 'recovered'
  readonly points: readonly StoredPoint[]
  readonly facilityName: Bilingual | null
  readonly evidenceCount: number
}

export function taskRow(task: Task & { _count: { evidence: number } }, names: ReadonlyMap<string, Bilingual>): TaskRow {
  const { _count, checklist, ...rest } = task
  return {
    ...rest,
    level: StoredLevel.parse(task.level),
    state: StoredTaskState.parse(task.state),
    supervision: StoredSupervision.parse(task.supervision),
    suspendedFrom: task.suspendedFrom === null ? null : StoredTaskState.parse(task.suspendedFrom),
    recoveryState: StoredRecoveryState.parse(task.recoveryState),
    points: pointsIn(checklist),
    facilityName: task.facilityId === null ? null : (names.get(task.facilityId) ?? null),
    evidenceCount: _count.evidence,
  }
}
