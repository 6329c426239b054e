import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { TaskState } from '@cockpit/domain/task/machine'
import type { Task } from '../generated/client'
import { StoredLevel, StoredTaskState } from './stored'

/** A task as it is shown. `envelope` is the number it is about, frozen at dispatch. */
export type TaskRow = Omit<Task, 'state' | 'level'> & {
  readonly state: TaskState
  readonly level: Level
  readonly facilityName: Bilingual | null
  readonly evidenceCount: number
}

export function taskRow(task: Task & { _count: { evidence: number } }, names: ReadonlyMap<string, Bilingual>): TaskRow {
  const { _count, ...rest } = task
  return {
    ...rest,
    level: StoredLevel.parse(task.level),
    state: StoredTaskState.parse(task.state),
    facilityName: task.facilityId === null ? null : (names.get(task.facilityId) ?? null),
    evidenceCount: _count.evidence,
  }
}
