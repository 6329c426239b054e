import { z } from 'zod'
import type { Database } from '../database'

/** What was seen when the indicator of a task was last looked at. */
export const RecoveryLook = z.object({
  checkedAt: z.coerce.date(),
  /** So many steps in a row have to be inside the limit. */
  window: z.int().min(1),
  recovered: z.boolean(),
  /** The steps since the finding, oldest first; `inside` null where nothing may be concluded. Without figures: not everyone may see them. */
  steps: z.array(z.object({ at: z.string(), inside: z.boolean().nullable() })),
})
export type RecoveryLook = z.infer<typeof RecoveryLook>

/** Keeps what was seen with the task. It is a fact beside the task, no move: nobody's revision becomes stale by it. */
export async function noteRecovery(db: Database, taskId: string, look: RecoveryLook): Promise<void> {
  await db.task.updateMany({
    where: { id: taskId, recoveryState: { not: 'none' } },
    data: {
      recoveryState: look.recovered ? 'recovered' : 'waiting',
      recovery: { ...look, checkedAt: look.checkedAt.toISOString() },
    },
  })
}
