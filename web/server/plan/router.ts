import { may } from '@cockpit/domain/access/decide'
import { SitingError } from '@cockpit/domain/allocation/siting'
import { AreaCode } from '@cockpit/domain/ids'
import { z } from 'zod'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { personProcedure, Refusal, router } from '../trpc'
import { accessInputs } from './access-inputs'
import { countyLevels } from './county-levels'
import { countyTimes } from './county-times'
import { coverageNotes } from './coverage-notes'
import { highsSolver } from './highs-solver'
import { definitionOf, newestByCounty } from './plan-indicators'
import { plannablePlaces } from './plan-places'
import { runSiting, UnbelievableSiting } from './run-siting'
import { sitingDemand } from './siting-demand'

const Area = z.object({ area: AreaCode })
const RESOURCES = ['resources.bedsPerThousand', 'resources.physiciansPerThousand', 'resources.ctPerMillion'] as const
const MAX_SITES = 15
const TIME_LIMIT_SECONDS = 15
/** A solve takes a processor for itself; more at once would starve everybody's screens. */
const AT_ONCE = 2
let solving = 0

/** The territory of a plan. One answer for "none" and "not yours". */
async function plannable({ ports, caller }: { ports: Ports; caller: Caller }, area: AreaCode) {
  const territory = await ports.territory()
  if (!territory.get(area) || !may(caller.grants, 'plan.simulate', { area }, territory))
    throw new Refusal('not-permitted', 'You may not plan for this territory.')
  return { territory, counties: territory.counties(area) }
}

export const planRouter = router({
  /** Territories with at least two counties in which the caller may plan, the widest first. */
  places: personProcedure.query(async ({ ctx }) => plannablePlaces(ctx.caller.grants, await ctx.ports.territory())),

  /** A resource by county in the newest month there is, with its definition. */
  resources: personProcedure.input(Area.extend({ indicator: z.enum(RESOURCES) })).query(async ({ ctx, input }) => {
    const { counties } = await plannable(ctx, input.area)
    const definition = await definitionOf(ctx.ports, input.indicator)
    const answer = await newestByCounty(ctx, input.area, input.indicator)
    const { asOf, coverage, dataThrough, demo, period, staleSince } = answer
    const { zh, en, unit, per, digits, formula, standard, target } = definition
    return {
      rows: countyLevels(answer, input.indicator, counties),
      definition: { zh, en, unit, per, digits, formula, standard, target },
      through: dataThrough ?? period.to,
      asOf,
      coverage,
      demo,
      staleSince: staleSince ?? null,
      notes: coverageNotes(coverage),
    }
  }),

  /** Residents, beds and journeys of a territory: all that every catchment needs. */
  access: personProcedure.input(Area).query(async ({ ctx, input }) => {
    const { territory, counties } = await plannable(ctx, input.area)
    const answer = await newestByCounty(ctx, input.area, 'population.residents')
    const facilities = (await ctx.ports.facilities()).within(input.area, territory)
    const inputs = accessInputs(countyLevels(answer, 'population.residents', counties), counties, facilities)
    return { ...inputs, staleSince: answer.staleSince ?? null }
  }),

  /** Which counties should get a site. The answer has passed the independent check. */
  siting: personProcedure
    .input(
      Area.extend({
        /** Minutes. */
        radius: z.number().min(5).max(240),
        open: z.int().min(1).max(MAX_SITES),
        demand: z.enum(['residents', 'uncovered']),
      }),
    )
    .mutation(async ({ ctx, input, signal }) => {
      const { territory, counties } = await plannable(ctx, input.area)
      if (input.open > counties.length)
        throw new Refusal('too-many-sites', `There are only ${counties.length} counties here.`, 'BAD_REQUEST')
      const answer = await newestByCounty(ctx, input.area, 'population.residents')
      const facilities = (await ctx.ports.facilities()).within(input.area, territory)
      const levels = countyLevels(answer, 'population.residents', counties)
      const minutes = countyTimes(counties)
      const { demand, notes } = sitingDemand({ levels, counties, facilities, minutes, ...input })
      if (!demand.some((county) => county.demand > 0))
        throw new Refusal('nothing-to-cover', 'Nobody here is left to be covered.', 'BAD_REQUEST')
      if (solving >= AT_ONCE)
        throw new Refusal('solver-busy', 'Other plans are being solved; try again shortly.', 'CONFLICT')
      solving++
      try {
        const order = { counties: demand, minutes, radius: input.radius, open: input.open }
        const plan = await runSiting(order, highsSolver, { timeLimitSeconds: TIME_LIMIT_SECONDS, signal })
        const { radius, open } = input
        return { ...plan, order: { radius, open, demand: input.demand }, notes, demo: answer.demo }
      } catch (error) {
        if (error instanceof SitingError) throw new Refusal('siting-unusable', error.message, 'BAD_REQUEST')
        if (error instanceof UnbelievableSiting) console.error(error)
        throw error
      } finally {
        solving--
      }
    }),
})
