import { LEVELS } from '@cockpit/domain/task/level'
import { OPEN_TASK_STATES as OPEN, SUPERVISIONS, TASK_STATES } from '@cockpit/domain/task/machine'
import { z } from 'zod'

/** What the database may hold; its checks say the same. */
export const StoredTaskState = z.enum(TASK_STATES)
export const StoredLevel = z.enum(LEVELS)
export const StoredSupervision = z.enum(SUPERVISIONS)
export const StoredRecoveryState = z.enum(['none', 'waiting', 'recovered'])

/** States in which somebody still has something to do. */
export const OPEN_TASK_STATES = OPEN

/** One point of a task's checklist. `doneBy` and `doneAt` are null until somebody ticks it. */
export const StoredPoint = z.object({
  id: z.string(),
  text: z.string(),
  required: z.boolean(),
  doneBy: z.string().nullable(),
  doneAt: z.string().nullable(),
})
export type StoredPoint = z.infer<typeof StoredPoint>
export const StoredChecklist = z.array(StoredPoint).nullable()

/** The points of a column that may be empty. */
export function pointsIn(checklist: unknown): StoredPoint[] {
  return StoredChecklist.parse(checklist ?? null) ?? []
}
