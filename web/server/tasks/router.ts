import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { listTasks } from '@cockpit/db/tasks/list-tasks'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { readTask } from '@cockpit/db/tasks/read-task'
import { OPEN_TASK_STATES, StoredTaskState } from '@cockpit/db/tasks/stored'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import { placeNamer } from '../places'
import { personProcedure, Refusal, router } from '../trpc'
import { ClientKey } from './client-key'
import { presentTask } from './present-task'

export const tasksRouter = router({
  /** Gravest first, then the one due first; `open` leaves out what is closed or aborted. */
  list: personProcedure
    .input(
      z.object({
        area: AreaCode.optional(),
        facility: FacilityId.optional(),
        open: z.boolean().optional(),
        states: z.array(StoredTaskState).max(5).optional(),
        levels: z.array(z.enum(LEVELS)).max(4).optional(),
        limit: z.int().min(1).max(200).default(100),
        after: z.string().optional(),
      }),
    )
    .query(async ({ ctx, input: { open, states, ...filter } }) => {
      const territory = await ctx.ports.territory()
      const actor = actorOf(ctx.caller)
      const wanted = states ?? (open ? [...OPEN_TASK_STATES] : undefined)
      const list = await listTasks(ctx.ports.db, actor, territory, { ...filter, states: wanted })
      if (!list.ok) return { rows: [], next: null, total: 0 }
      const nameOf = await placeNamer(ctx.ports)
      const rows = list.rows.map((row) => presentTask(row, nameOf, actor, territory))
      return { rows, next: list.next, total: list.total }
    }),

  get: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    const actor = actorOf(ctx.caller)
    const found = await readTask(ctx.ports.db, actor, territory, input.id)
    if (!found.ok) throw new Refusal('task-unknown', 'There is no such task within your authority.', 'NOT_FOUND')
    const { task, events, evidence, people } = found
    return {
      ...presentTask(task, await placeNamer(ctx.ports), actor, territory),
      dispatchedByName: people[task.dispatchedBy] ?? task.dispatchedBy,
      events: events.map((event) => ({ ...event, actorName: people[event.actor] ?? event.actor })),
      evidence,
      // The screen says beforehand why closing will be refused.
      handledByMe: [task.dispatchedBy, ...events.flatMap((e) => (e.command === 'feedBack' ? [e.actor] : []))].includes(
        ctx.caller.id,
      ),
    }
  }),

  /** A task out of a need rather than an alert. */
  dispatch: personProcedure
    .input(
      z.object({
        title: z.string().trim().min(1).max(200),
        instruction: z.string().trim().min(1).max(4000),
        level: z.enum(LEVELS),
        target: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('facility'), id: FacilityId }),
          z.object({ kind: z.literal('area'), code: AreaCode }),
        ]),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await dispatchTask(
        ctx.ports.db,
        actorOf(ctx.caller),
        await ctx.ports.territory(),
        input,
        new Date(),
      )
      if (!result.ok) throw new Refusal(result.refusal, `The task was not dispatched: ${result.refusal}.`)
      return result
    }),

  /** Signs, returns, closes, aborts or urges. Feedback with files goes to `POST /api/tasks/<id>/feedback`. */
  move: personProcedure
    .input(
      z.object({
        taskId: z.string(),
        command: z.enum(['sign', 'feedBack', 'return', 'close', 'abort', 'urge']),
        note: z.string().max(4000).default(''),
        expectedRevision: z.int().nonnegative(),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await moveTask(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok)
        throw new Refusal(
          result.refusal,
          `The task was not changed: ${result.refusal}.`,
          result.refusal === 'stale' ? 'CONFLICT' : 'FORBIDDEN',
        )
      return result
    }),
})
