import { permitted } from '@cockpit/db/access/actor'
import { clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { listTasks } from '@cockpit/db/tasks/list-tasks'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { readTask } from '@cockpit/db/tasks/read-task'
import { OPEN_TASK_STATES, StoredTaskState } from '@cockpit/db/tasks/stored'
import { unpublishedYears } from '@cockpit/domain/clock/calendar'
import { settingsFor } from '@cockpit/domain/clock/emergency'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { runningClock } from '@cockpit/domain/task/clock'
import { LEVELS } from '@cockpit/domain/task/level'
import { SUPERVISIONS, TASK_COMMANDS, TASK_STATES } from '@cockpit/domain/task/machine'
import { z } from 'zod'
import { actorOf } from '../actor'
import { placeNamer } from '../places'
import { personProcedure, Refusal, router } from '../trpc'
import { ClientKey } from './client-key'
import { presentTask } from './present-task'
import { Target, taskWorkRouter } from './work-router'

export const tasksRouter = router({
  work: taskWorkRouter,

  /** Gravest first, then the one due first; `open` leaves out what is closed or aborted. */
  list: personProcedure
    .input(
      z.object({
        area: AreaCode.optional(),
        facility: FacilityId.optional(),
        open: z.boolean().optional(),
        states: z.array(StoredTaskState).max(TASK_STATES.length).optional(),
        levels: z.array(z.enum(LEVELS)).max(4).optional(),
        supervision: z.array(z.enum(SUPERVISIONS)).max(4).optional(),
        batch: z.string().max(80).optional(),
        text: z.string().trim().max(80).optional(),
        overdue: z.boolean().optional(),
        limit: z.int().min(1).max(200).default(100),
        after: z.string().optional(),
        /** The same as `after`, under the name an endless list uses. */
        cursor: z.string().nullish(),
      }),
    )
    .query(async ({ ctx, input: { open, states, overdue, cursor, ...filter } }) => {
      const territory = await ctx.ports.territory()
      const actor = actorOf(ctx.caller)
      const wanted = states ?? (open ? [...OPEN_TASK_STATES] : undefined)
      const list = await listTasks(ctx.ports.db, actor, territory, {
        ...filter,
        states: wanted,
        ...(overdue ? { overdueAt: new Date() } : {}),
        ...(cursor ? { after: cursor } : {}),
      })
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
    const { task, events, evidence, people, comments, parts, partCount, recovery, handlers, above } = found
    const nameOf = await placeNamer(ctx.ports)
    const nameOfPerson = (id: string | null) => (id === null ? null : (people[id] ?? id))
    const { settings } = await clocksInForce(ctx.ports.db)
    return {
      ...presentTask(task, nameOf, actor, territory),
      dispatchedByName: people[task.dispatchedBy] ?? task.dispatchedBy,
      approvedByName: nameOfPerson(task.approvedBy),
      points: task.points.map((point) => ({ ...point, doneByName: nameOfPerson(point.doneBy) })),
      events: events.map((event) => ({ ...event, actorName: people[event.actor] ?? event.actor })),
      comments: comments.map((one) => ({ ...one, authorName: people[one.author] ?? one.author })),
      parts: parts.map((part) => presentTask(part, nameOf, actor, territory)),
      partCount,
      recovery,
      evidence,
      above,
      calendar: settingsFor(settings, task).levels[task.level].calendar,
      // Years whose holidays nobody has published yet: their clocks know weekends only.
      unpublishedYears:
        settingsFor(settings, task).levels[task.level].calendar === 'working'
          ? unpublishedYears(task.clockFrom, task.closeBy)
          : [],
      mayTick: permitted(actor, 'task.feedback', task, territory) && runningClock(task.state) === 'feedback',
      // The screen says beforehand why closing will be refused.
      handledByMe: handlers.includes(ctx.caller.id),
    }
  }),

  /** A task out of a need rather than an alert. */
  dispatch: personProcedure
    .input(
      z.object({
        title: z.string().trim().min(1).max(200),
        instruction: z.string().trim().min(1).max(4000),
        level: z.enum(LEVELS),
        target: Target,
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

  /** Any command but feedback with files, which goes to `POST /api/tasks/<id>/feedback`. What else a command carries: `MoveTask`. */
  move: personProcedure
    .input(
      z.object({
        taskId: z.string().max(64),
        command: z.enum(TASK_COMMANDS),
        note: z.string().max(4000).default(''),
        expectedRevision: z.int().nonnegative(),
        idempotencyKey: ClientKey,
        grade: z.enum(SUPERVISIONS).optional(),
        level: z.enum(LEVELS).optional(),
        until: z.date().optional(),
        target: Target.optional(),
        part: z.object({ kind: z.enum(['sub', 'assist']), title: z.string().trim().max(200).optional() }).optional(),
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
