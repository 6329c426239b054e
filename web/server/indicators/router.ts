import { scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { Refusal, readingProcedure, router } from '../trpc'
import { answerQuestion } from './answer-question'
import { askPorts } from './ask-ports'
import { widestArea } from './widest-area'

const Peers = z.object({
  indicators: z.array(IndicatorId).min(1).max(24),
  territory: AreaCode,
  facility: FacilityId.optional(),
  tier: z.enum(FACILITY_TIERS),
  period: IndicatorQuery.shape.period,
})

export const indicatorsRouter = router({
  /** Every indicator with its definition; the same for everyone. */
  catalogue: readingProcedure.query(async ({ ctx }) => (await knownCatalogue(await askPorts(ctx.ports))).indicators),

  /** The one question behind every number on a screen. */
  ask: readingProcedure.input(IndicatorQuery).query(({ ctx, input }) => answerQuestion(input, ctx.caller, ctx.ports)),

  /**
   * A facility, or the facilities of one tier in an area, and the peers to compare with: facilities of the same tier within the
   * caller's own authority, never beyond it, because a spread of few peers would give their values away.
   */
  peers: readingProcedure.input(Peers).query(async ({ ctx, input }): Promise<{ subject: Answer; peers: Answer }> => {
    const { indicators, territory, facility, tier, period } = input
    const tree = await ctx.ports.territory()
    const around = widestArea(scopeOf(ctx.caller.grants, 'indicator.read', 'facility'), territory, tree)
    const filters = [{ dimension: 'tier', values: [tier] }]
    const facilitiesOf = (area: AreaCode) =>
      answerQuestion(
        { indicators, territory: area, by: 'facility', period, filters, limit: 5000 },
        ctx.caller,
        ctx.ports,
      )
    const subject = await (facility
      ? answerQuestion({ indicators, territory, facility, period }, ctx.caller, ctx.ports)
      : facilitiesOf(territory))
    try {
      return { subject, peers: await facilitiesOf(around) }
    } catch (error) {
      // Who may see sums alone sees the value without the spread.
      if (error instanceof Refusal && error.reason === 'not-permitted')
        return { subject, peers: { ...subject, rows: [] } }
      throw error
    }
  }),
})
