import { knownEvents } from '@cockpit/db/rules/known-events'
import { type RecordOutcome, recordEvent, removeEvent } from '@cockpit/db/rules/record-event'
import { coversArea, scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { z } from 'zod'
import { actorOf } from '../actor'
import { Refusal, router } from '../trpc'
import { managingRules, readingRules } from './procedures'
import { ruleReader } from './reader'

function done(outcome: RecordOutcome) {
  if (!outcome.ok)
    throw new Refusal(outcome.refusal, `Nothing was changed: ${outcome.refusal} ${outcome.fault ?? ''}`.trim())
  return outcome
}

/** What is known to have happened, against which rules are run over the history. Places and days, and no figure. */
export const knownEventsRouter = router({
  /** Those of an indicator, and the areas for which this person may write one down. */
  list: readingRules.input(z.object({ indicator: IndicatorId })).query(async ({ ctx, input }) => {
    const [territory, directory] = await Promise.all([ctx.ports.territory(), ctx.ports.facilities()])
    const scope = scopeOf(ctx.caller.grants, 'rules.manage', 'aggregate')
    const covered = (code: string) => coversArea(scope, AreaCode.parse(code), territory)
    const { keptFrom } = await ruleReader(ctx.ports, ctx.caller)
    const rows = keptFrom(input.indicator) ? [] : await knownEvents(ctx.ports.db, [input.indicator])
    return {
      events: rows.map(({ name: _, ...row }) => ({
        ...row,
        facility: row.facilityId === null ? null : (directory.get(FacilityId.parse(row.facilityId))?.name ?? null),
        area: territory.get(AreaCode.parse(row.areaCode))?.name ?? null,
        mayRemove: covered(row.areaCode),
      })),
      areas: territory
        .all()
        .filter(({ code }) => covered(code))
        .map(({ code, name }) => ({ code, name })),
    }
  }),

  record: managingRules
    .input(
      z.object({
        indicator: IndicatorId,
        title: z.string().max(200),
        areaCode: AreaCode,
        facilityId: FacilityId.nullable(),
        each: z.string().max(64),
        from: CalendarDate,
        to: CalendarDate,
        noticed: CalendarDate.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) =>
      done(await recordEvent(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())),
    ),

  remove: managingRules.input(z.object({ id: z.string().max(64) })).mutation(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    return done(await removeEvent(ctx.ports.db, actorOf(ctx.caller), territory, input.id, new Date()))
  }),
})
