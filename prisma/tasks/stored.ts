import { LEVELS } from '@cockpit/domain/task/level'
import type { TaskState } from '@cockpit/domain/task/machine'
import { z } from 'zod'

/** What the database may hold; its checks say the same. */
export const TASK_STATES = ['dispatched', 'signed', 'fedBack', 'closed', 'aborted'] as const satisfies TaskState[]
export const StoredTaskState = z.enum(TASK_STATES)
export const StoredLevel = z.enum(LEVELS)

/** States in which somebody still has something to do. */
export const OPEN_TASK_STATES = ['dispatched', 'signed', 'fedBack'] as const satisfies TaskState[]
