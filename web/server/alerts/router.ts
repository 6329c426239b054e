import { permitted } from '@cockpit/db/access/actor'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { markFalseAlarm } from '@cockpit/db/alerts/mark-false-alarm'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { ALERT_STATES } from '@cockpit/db/alerts/stored'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import type { Caller } from '../caller'
import { placeNamer } from '../places'
import type { Ports } from '../ports'
import { ClientKey } from '../tasks/client-key'
import { personProcedure, Refusal, readingProcedure, router } from '../trpc'
import { presentAlert } from './present-alert'

const Where = z.object({ area: AreaCode.optional(), facility: FacilityId.optional() })
const Filter = Where.extend({
  states: z.array(z.enum(ALERT_STATES)).max(4).optional(),
  levels: z.array(z.enum(LEVELS)).max(4).optional(),
  limit: z.int().min(1).max(200).default(100),
  after: z.string().optional(),
})

/** An alert the caller may read. One answer for "none" and "not yours": the difference is nobody's business. */
async function readable(ctx: { ports: Ports; caller: Caller }, id: string) {
  const territory = await ctx.ports.territory()
  const found = await readAlert(ctx.ports.db, actorOf(ctx.caller), territory, id)
  if (!found.ok) throw new Refusal('alert-unknown', 'There is no such alert within your authority.', 'NOT_FOUND')
  return { ...found, territory }
}

export const alertsRouter = router({
  /** Gravest first, then newest. Empty for those who may not read alerts at all. */
  list: readingProcedure.input(Filter).query(async ({ ctx, input }) => {
    const list = await listAlerts(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input)
    if (!list.ok) return { rows: [], next: null, total: 0 }
    const nameOf = await placeNamer(ctx.ports)
    return { rows: list.rows.map((row) => presentAlert(row, nameOf)), next: list.next, total: list.total }
  }),

  /** How many alerts of each level stand open, and how many are dispatched. */
  summary: readingProcedure.input(Where).query(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    const count = async (level: (typeof LEVELS)[number], state: 'open' | 'dispatched') => {
      const filter = { ...input, levels: [level], states: [state], limit: 1 } as const
      const list = await listAlerts(ctx.ports.db, actorOf(ctx.caller), territory, filter)
      return list.ok ? list.total : 0
    }
    return Promise.all(
      LEVELS.map(async (level) => ({
        level,
        open: await count(level, 'open'),
        dispatched: await count(level, 'dispatched'),
      })),
    )
  }),

  /** With the words and names of its history: for people, not for a wall. */
  get: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const { alert, events, tasks, people, territory } = await readable(ctx, input.id)
    const actor = actorOf(ctx.caller)
    const person = ctx.caller.kind === 'person'
    return {
      ...presentAlert(alert, await placeNamer(ctx.ports)),
      events: events.map((event) => ({ ...event, actorName: people[event.actor] ?? event.actor })),
      tasks: tasks.map(({ id, title, state, level, dispatchedAt, closeBy }) => ({
        id,
        title,
        state,
        level,
        dispatchedAt,
        closeBy,
      })),
      may: {
        dispatch: person && permitted(actor, 'task.dispatch', alert, territory),
        triage: person && permitted(actor, 'alert.triage', alert, territory),
      },
    }
  }),

  /** Sends the alert as a task to its facility or area, or to the facility or area named; the clocks start now. */
  dispatch: personProcedure
    .input(
      z.object({
        alertId: z.string().max(64),
        title: z.string().trim().min(1).max(200),
        instruction: z.string().trim().min(1).max(4000),
        level: z.enum(LEVELS),
        facility: FacilityId.optional(),
        area: AreaCode.optional(),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { alert, territory } = await readable(ctx, input.alertId)
      const facility = input.facility ?? (input.area ? null : alert.facilityId)
      const target =
        facility === null
          ? ({ kind: 'area', code: input.area ?? AreaCode.parse(alert.areaCode) } as const)
          : ({ kind: 'facility', id: FacilityId.parse(facility) } as const)
      const { alertId, title, instruction, level, idempotencyKey } = input
      const task = { alertId, title, instruction, level, idempotencyKey, target }
      const result = await dispatchTask(ctx.ports.db, actorOf(ctx.caller), territory, task, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `The task was not dispatched: ${result.refusal}.`)
      return result
    }),

  falseAlarm: personProcedure
    .input(z.object({ alertId: z.string().max(64), note: z.string().trim().min(1).max(2000) }))
    .mutation(async ({ ctx, input }) => {
      const territory = await ctx.ports.territory()
      const result = await markFalseAlarm(ctx.ports.db, actorOf(ctx.caller), territory, input, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `The alert was not changed: ${result.refusal}.`)
      return result
    }),
})
