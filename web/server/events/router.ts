import { permitted } from '@cockpit/db/access/actor'
import { listEvents } from '@cockpit/db/events/list-events'
import { moveEvent } from '@cockpit/db/events/move-event'
import { permittedEventCommand } from '@cockpit/db/events/permitted-event'
import { readEvent } from '@cockpit/db/events/read-event'
import { reportEvent } from '@cockpit/db/events/report-event'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { coversArea, scopeOf } from '@cockpit/domain/access/decide'
import { mayGrade, senderOf } from '@cockpit/domain/event/authority'
import { CHAIN_STEPS } from '@cockpit/domain/event/chain'
import { EVENT_KINDS, INFECTION_CLASSES } from '@cockpit/domain/event/kind'
import { EVENT_COMMANDS, EVENT_STATES, eventCommandsIn } from '@cockpit/domain/event/machine'
import { AreaCode } from '@cockpit/domain/ids'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import { placeNamer } from '../places'
import { ClientKey } from '../tasks/client-key'
import { presentTask } from '../tasks/present-task'
import { Target } from '../tasks/work-router'
import { personProcedure, Refusal, router } from '../trpc'

/** Lengths and counts are judged by `reportProblems`, which names the field; these bounds only keep a request small. */
const Report = z.object({
  title: z.string().max(400),
  kind: z.enum(EVENT_KINDS),
  infection: z.enum(INFECTION_CLASSES).nullable(),
  place: z.string().max(1000),
  foundAt: z.date(),
  affected: z.number(),
  deaths: z.number(),
  description: z.string().max(10_000),
})

export const eventsRouter = router({
  /** Events within the caller's reach, those without a level first, then gravest; each with its chain as it stands now. */
  list: personProcedure
    .input(
      z.object({
        states: z.array(z.enum(EVENT_STATES)).max(EVENT_STATES.length).optional(),
        limit: z.int().min(1).max(200).default(100),
        cursor: z.string().nullish(),
      }),
    )
    .query(async ({ ctx, input: { cursor, ...filter } }) => {
      const territory = await ctx.ports.territory()
      const page = { ...filter, ...(cursor ? { after: cursor } : {}) }
      const list = await listEvents(ctx.ports.db, actorOf(ctx.caller), territory, page, new Date())
      if (!list.ok) return { rows: [], next: null, total: 0 }
      const nameOf = await placeNamer(ctx.ports)
      const rows = list.rows.map(({ facilityName: _, ...row }) => ({ ...row, where: nameOf(row) }))
      return { rows, next: list.next, total: list.total }
    }),

  get: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    const actor = actorOf(ctx.caller)
    const found = await readEvent(ctx.ports.db, actor, territory, input.id, new Date())
    if (!found.ok) throw new Refusal('event-unknown', 'There is no such event within your authority.', 'NOT_FOUND')
    const { event, chain, steps, entries, tasks, people } = found
    const nameOf = await placeNamer(ctx.ports)
    const nameOfPerson = (id: string) => people[id] ?? id
    const county = AreaCode.parse(event.areaCode)
    const may = (command: (typeof EVENT_COMMANDS)[number]) => permittedEventCommand(actor, command, event, territory)
    const { facilityName: _, ...row } = event
    return {
      ...row,
      where: nameOf(event),
      reportedByName: nameOfPerson(event.reportedBy),
      reportedByMe: event.reportedBy === actor.id,
      // What this person may try; a level is chosen among those that are this person's to set.
      commands: eventCommandsIn(event).filter(
        (command) =>
          command !== 'forward' &&
          may(command) &&
          (!['confirm', 'dismiss'].includes(command) || event.reportedBy !== actor.id),
      ),
      levels: LEVELS.filter((level) => mayGrade(actor.grants, county, [level], territory)),
      chain: chain.map((step) => {
        const sender = senderOf(step.name, county, territory)
        const sent = steps.find((one) => one.step === step.name)
        const open = step.state === 'running' || step.state === 'late'
        return {
          ...step,
          sender: sender === null ? null : (territory.get(sender)?.name ?? null),
          receiver: sent?.receiver ?? '',
          recordedByName: sent ? nameOfPerson(sent.recordedBy) : null,
          recordedAt: sent?.recordedAt ?? null,
          maySend: open && permittedEventCommand(actor, 'forward', event, territory, { step: step.name }),
        }
      }),
      entries: entries.map((entry) => ({ ...entry, actorName: nameOfPerson(entry.actor) })),
      tasks: tasks.map((task) => presentTask(task, nameOf, actor, territory)),
      mayDispatch: permitted(actor, 'task.dispatch', { ...event, sensitivity: null }, territory),
    }
  }),

  /** Where this person may report from: institutions by name, or the counties of the grants. */
  places: personProcedure.query(async ({ ctx }) => {
    const [territory, directory] = [await ctx.ports.territory(), await ctx.ports.facilities()]
    const scope = scopeOf(ctx.caller.grants, 'event.report', 'aggregate')
    const counties = territory
      .all()
      .filter((area) => area.level === 'county' && coversArea(scope, area.code, territory))
      .map((area) => ({ kind: 'area' as const, id: area.code as string, name: area.name }))
    const facilities = scope.facilities.flatMap((id) => {
      const found = directory.get(id)
      return found ? [{ kind: 'facility' as const, id: id as string, name: found.name }] : []
    })
    return [...facilities, ...counties]
  }),

  report: personProcedure
    .input(Report.extend({ target: Target, idempotencyKey: ClientKey }))
    .mutation(async ({ ctx, input }) => {
      const { db } = ctx.ports
      const result = await reportEvent(db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `The event was not taken: ${result.refusal}.`)
      return result
    }),

  move: personProcedure
    .input(
      z.object({
        eventId: z.string().max(64),
        command: z.enum(EVENT_COMMANDS),
        note: z.string().max(2000).default(''),
        expectedRevision: z.int().nonnegative(),
        idempotencyKey: ClientKey,
        level: z.enum(LEVELS).optional(),
        report: Report.optional(),
        step: z.enum(CHAIN_STEPS).optional(),
        doneAt: z.date().optional(),
        receiver: z.string().max(200).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db } = ctx.ports
      const result = await moveEvent(db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok)
        throw new Refusal(
          result.refusal,
          `The event was not changed: ${result.refusal}.`,
          result.refusal === 'stale' ? 'CONFLICT' : 'FORBIDDEN',
        )
      return result
    }),

  /** A task that serves the event. */
  dispatch: personProcedure
    .input(
      z.object({
        eventId: z.string().max(64),
        title: z.string().trim().min(1).max(200),
        instruction: z.string().trim().min(1).max(4000),
        level: z.enum(LEVELS),
        target: Target,
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db } = ctx.ports
      const result = await dispatchTask(db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `The task was not dispatched: ${result.refusal}.`)
      return result
    }),
})
