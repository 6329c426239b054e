import { changeClocks, clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { commentTask, readersOf } from '@cockpit/db/tasks/comment-task'
import { dispatchMany, MOST_TARGETS } from '@cockpit/db/tasks/dispatch-many'
import { readTask } from '@cockpit/db/tasks/read-task'
import { listTemplates, retireTemplate, saveTemplate, Template } from '@cockpit/db/tasks/templates'
import { tickPoint } from '@cockpit/db/tasks/tick-point'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { PUBLISHED_YEARS } from '@cockpit/domain/clock/published-days'
import { DEFAULT_CLOCK_SETTINGS } from '@cockpit/domain/clock/settings'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { z } from 'zod'
import { actorOf } from '../actor'
import { placeNamer } from '../places'
import { personProcedure, Refusal, router } from '../trpc'
import { ClientKey } from './client-key'

/** Where a task is sent. */
export const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('facility'), id: FacilityId }),
  z.object({ kind: z.literal('area'), code: AreaCode }),
])

const TaskId = z.object({ taskId: z.string().max(64) })

function taken<T extends { ok: boolean; refusal?: string }>(result: T, what: string): Extract<T, { ok: true }> {
  if (!result.ok) throw new Refusal(result.refusal ?? 'failed', `${what}: ${result.refusal}.`)
  return result as Extract<T, { ok: true }>
}

/** What stands around a task's moves: words, checklists, templates, many at once, the settings of the clocks. */
export const taskWorkRouter = router({
  comment: personProcedure
    .input(
      TaskId.extend({
        text: z.string().trim().min(1).max(2000),
        mentions: z.array(z.string().max(64)).max(20),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const territory = await ctx.ports.territory()
      return taken(
        await commentTask(ctx.ports.db, actorOf(ctx.caller), territory, input, new Date()),
        'The words were not kept',
      )
    }),

  /** Who may be named in a comment: everybody who may read the task. */
  people: personProcedure.input(TaskId).query(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    const found = await readTask(ctx.ports.db, actorOf(ctx.caller), territory, input.taskId)
    if (!found.ok) throw new Refusal('task-unknown', 'There is no such task within your authority.', 'NOT_FOUND')
    const people = await readersOf(ctx.ports.db, found.task, territory)
    return people.map(({ id, name }) => ({ id, name }))
  }),

  tick: personProcedure
    .input(TaskId.extend({ pointId: z.string().max(40), done: z.boolean(), idempotencyKey: ClientKey }))
    .mutation(async ({ ctx, input }) => {
      const territory = await ctx.ports.territory()
      return taken(
        await tickPoint(ctx.ports.db, actorOf(ctx.caller), territory, input, new Date()),
        'Nothing was ticked',
      )
    }),

  templates: personProcedure.query(({ ctx }) => listTemplates(ctx.ports.db, actorOf(ctx.caller))),

  saveTemplate: personProcedure
    .input(Template)
    .mutation(async ({ ctx, input }) =>
      taken(await saveTemplate(ctx.ports.db, actorOf(ctx.caller), input, new Date()), 'The template was not kept'),
    ),

  retireTemplate: personProcedure
    .input(z.object({ id: z.string().max(64) }))
    .mutation(async ({ ctx, input }) =>
      taken(await retireTemplate(ctx.ports.db, actorOf(ctx.caller), input.id, new Date()), 'The template stays'),
    ),

  /** One task to each of many places. Sent again under the same key, it goes on where it stopped. */
  dispatchMany: personProcedure
    .input(
      z.object({
        title: Template.shape.title,
        instruction: Template.shape.instruction,
        level: Template.shape.level,
        points: Template.shape.points,
        targets: z.array(Target).min(1).max(MOST_TARGETS),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const territory = await ctx.ports.territory()
      const result = taken(
        await dispatchMany(ctx.ports.db, actorOf(ctx.caller), territory, input, new Date()),
        'Nothing was dispatched',
      )
      const nameOf = await placeNamer(ctx.ports)
      const directory = await ctx.ports.facilities()
      return {
        batch: result.batch,
        outcomes: result.outcomes.map(({ target, ...outcome }) => {
          const facility = target.kind === 'facility' ? directory.get(target.id) : undefined
          const areaCode = target.kind === 'area' ? target.code : (facility?.county ?? '')
          const place = areaCode === '' ? null : nameOf({ areaCode, facilityId: facility?.id ?? null })
          const id = target.kind === 'facility' ? target.id : target.code
          return { ...outcome, id, name: place?.facility?.name ?? place?.area.name ?? { zh: id, en: id } }
        }),
      }
    }),

  /** The clocks in force, the defaults beside them, and the years whose holidays are known. */
  clocks: personProcedure.query(async ({ ctx }) => {
    const { version, settings, changedAt, note } = await clocksInForce(ctx.ports.db)
    const { grants } = actorOf(ctx.caller)
    return {
      ...{ version, settings, changedAt, note, defaults: DEFAULT_CLOCK_SETTINGS },
      years: Object.entries(PUBLISHED_YEARS).map(([year, { notice }]) => ({ year: Number(year), notice })),
      mayChange: mayAnywhere(grants, 'rules.manage'),
    }
  }),

  changeClocks: personProcedure
    .input(z.object({ value: z.unknown(), note: z.string().trim().min(1).max(500), expected: z.int().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      const change = { value: input.value, note: input.note, expected: input.expected }
      const result = await changeClocks(ctx.ports.db, actorOf(ctx.caller), change, new Date())
      if (!result.ok)
        throw new Refusal(
          result.refusal,
          result.problems?.join('\n') ?? `The clocks were not changed: ${result.refusal}.`,
          result.refusal === 'stale' ? 'CONFLICT' : 'FORBIDDEN',
        )
      return result
    }),
})
