import { permitted } from '@cockpit/db/access/actor'
import { type ActResult, actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { countAlerts } from '@cockpit/db/alerts/count-alerts'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { listIncidents } from '@cockpit/db/alerts/list-incidents'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { ruleOutcomes } from '@cockpit/db/alerts/rule-outcomes'
import { ALERT_STATES } from '@cockpit/db/alerts/stored'
import { standingRules } from '@cockpit/db/rules/active-rules'
import { mayReadRules } from '@cockpit/db/rules/read-rules'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { precisionOf } from '@cockpit/domain/alert/precision'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import type { Caller } from '../caller-contract'
import { placeNamer } from '../places'
import type { Ports } from '../ports'
import { ClientKey } from '../tasks/client-key'
import { personProcedure, Refusal, readingProcedure, router } from '../trpc'
import { type PresentedIncident, presentAlert } from './present-alert'

const Where = z.object({ area: AreaCode.optional(), facility: FacilityId.optional() })
const Narrowed = Where.extend({
  states: z.array(z.enum(ALERT_STATES)).max(ALERT_STATES.length).optional(),
  levels: z.array(z.enum(LEVELS)).max(4).optional(),
  rule: z.string().max(120).optional(),
  incident: z.string().max(240).optional(),
  text: z.string().trim().max(80).optional(),
  snoozed: z.enum(['hide', 'only']).optional(),
})
const Filter = Narrowed.extend({
  limit: z.int().min(1).max(200).default(100),
  after: z.string().optional(),
  /** The same as `after`, under the name an endless list uses. */
  cursor: z.string().nullish(),
})

const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge') }),
  z.object({ kind: z.literal('snooze'), until: z.date() }),
  z.object({ kind: z.literal('wake') }),
  z.object({ kind: z.literal('setLevel'), level: z.enum(LEVELS) }),
  z.object({ kind: z.literal('falseAlarm') }),
  z.object({ kind: z.literal('merge'), into: z.string().max(64) }),
  z.object({ kind: z.literal('split') }),
  z.object({ kind: z.literal('release') }),
])

/** An alert the caller may read. One answer for "none" and "not yours": the difference is nobody's business. */
async function readable(ctx: { ports: Ports; caller: Caller }, id: string) {
  const territory = await ctx.ports.territory()
  const found = await readAlert(ctx.ports.db, actorOf(ctx.caller), territory, id)
  if (!found.ok) throw new Refusal('alert-unknown', 'There is no such alert within your authority.', 'NOT_FOUND')
  return { ...found, territory }
}

export const alertsRouter = router({
  /** Gravest first, then newest. Empty for those who may not read alerts at all. */
  list: readingProcedure.input(Filter).query(async ({ ctx, input: { cursor, ...input } }) => {
    const filter = cursor ? { ...input, after: cursor } : input
    const list = await listAlerts(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), filter)
    if (!list.ok) return { rows: [], next: null, total: 0 }
    const nameOf = await placeNamer(ctx.ports)
    return { rows: list.rows.map((row) => presentAlert(row, nameOf)), next: list.next, total: list.total }
  }),

  /** How many alerts of each level stand open, and how many are dispatched. */
  summary: readingProcedure
    .input(Where)
    .query(async ({ ctx, input }) =>
      countAlerts(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input),
    ),

  /** The same alerts gathered by cause and area, gravest first. */
  incidents: readingProcedure.input(Narrowed).query(async ({ ctx, input }) => {
    const list = await listIncidents(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input)
    if (!list.ok) return { incidents: [] as PresentedIncident[], total: 0 }
    const nameOf = await placeNamer(ctx.ports)
    return {
      total: list.total,
      incidents: list.incidents.map(
        ({ lead, ...incident }): PresentedIncident => ({
          ...incident,
          lead: presentAlert(lead, nameOf),
          // The area the incident is in stands in its key (domain/alert/incident).
          area: nameOf({ areaCode: incident.key.slice(incident.key.lastIndexOf('@') + 1), facilityId: null }).area,
        }),
      ),
    }
  }),

  /** One act on one or many alerts, each in a transaction of its own; what was refused says why. */
  act: personProcedure
    .input(
      z.object({
        ids: z.array(z.string().max(64)).min(1).max(200),
        act: Act,
        note: z.string().trim().min(1).max(2000),
        /** `updatedAt` of each as it was seen, by its id: one that changed since is refused as stale. */
        seen: z.record(z.string().max(64), z.date()).optional(),
      }),
    )
    .mutation(async ({ ctx, input: { ids, act, note, seen } }) => {
      const territory = await ctx.ports.territory()
      const results: ({ id: string } & ActResult)[] = []
      for (const id of new Set(ids)) {
        const asked = { alertId: id, act, note, seen: seen?.[id] }
        results.push({ id, ...(await actOnAlert(ctx.ports.db, actorOf(ctx.caller), territory, asked, new Date())) })
      }
      return results
    }),

  /** With the words and names of its history: for people, not for a wall. */
  get: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const { alert, events, tasks, related, people, territory } = await readable(ctx, input.id)
    const actor = actorOf(ctx.caller)
    const person = ctx.caller.kind === 'person'
    const nameOf = await placeNamer(ctx.ports)
    const outcomes = (await ruleOutcomes(ctx.ports.db, actor, territory, [alert.ruleId])).get(alert.ruleId)
    const rules = await standingRules(ctx.ports.db, (await ctx.ports.packs()).rules)
    const standing = rules.find(({ definition }) => definition.id === alert.ruleId)
    return {
      ...presentAlert(alert, nameOf),
      acknowledgedByName: alert.acknowledgedBy && (people[alert.acknowledgedBy] ?? alert.acknowledgedBy),
      related: related.map((row) => presentAlert(row, nameOf)),
      /** How this rule's alerts ended, of those the caller may read. */
      rule: outcomes && { ...outcomes, precision: precisionOf(outcomes) },
      /** Its rule by name, and whether the caller may open it; null where there is no such rule any more. */
      named: standing ? { title: standing.definition.title, mayOpen: person && mayReadRules(actor) } : null,
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
        /** `updatedAt` of the alert as it was seen. */
        seen: z.date().optional(),
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
      const task = { alertId, alertSeen: input.seen, title, instruction, level, idempotencyKey, target }
      const result = await dispatchTask(ctx.ports.db, actorOf(ctx.caller), territory, task, new Date())
      if (!result.ok)
        throw new Refusal(
          result.refusal,
          `The task was not dispatched: ${result.refusal}.`,
          result.refusal === 'stale' ? 'CONFLICT' : 'FORBIDDEN',
        )
      return result
    }),
})
