import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { Answer, PeerBand } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { peerBands, tierBands } from '@cockpit/semantic-layer/client/peers'
import { z } from 'zod'
import { personProcedure, Refusal, readingProcedure, router } from '../trpc'
import { answerQuestion, REFUSAL_CODES } from './answer-question'
import { askPorts } from './ask-ports'
import { mayReadCatalogue, readEntries } from './catalogue-entries'

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

  /** The catalogue with versions, tables and uses, for those who may read any indicator. */
  entries: personProcedure.query(async ({ ctx }) => {
    if (!mayReadCatalogue(ctx.caller.grants))
      throw new Refusal('not-permitted', 'Your grants do not reach any indicator.')
    return readEntries(ctx.ports)
  }),

  /** The one question behind every number on a screen. */
  ask: readingProcedure
    .input(IndicatorQuery)
    .query(({ ctx, input, signal }) => answerQuestion(input, ctx.caller, ctx.ports, signal)),

  /**
   * A facility, or the facilities of one tier in an area, and the quartiles of that tier in the province. Who may read the subject may
   * read the quartiles: they stand on at least five and name nobody.
   */
  peers: readingProcedure
    .input(Peers)
    .query(async ({ ctx, input, signal }): Promise<{ subject: Answer; bands: readonly PeerBand[] }> => {
      const { indicators, territory, facility, tier, period } = input
      const ask = await askPorts(ctx.ports, signal)
      const subject = await answerQuestion(
        facility
          ? { indicators, territory, facility, period }
          : {
              indicators,
              territory,
              by: 'facility',
              period,
              filters: [{ dimension: 'tier', values: [tier] }],
              limit: 5000,
            },
        ctx.caller,
        ctx.ports,
        signal,
      )
      const province = ask.territory.path(territory)[0]?.code ?? territory
      const bands = await (facility
        ? peerBands(facility, indicators, period, { grants: ctx.caller.grants }, ask)
        : tierBands({ province, tier }, indicators, period, { grants: ctx.caller.grants }, ask))
      if (!bands.ok) throw new Refusal(bands.refusal, bands.message, REFUSAL_CODES[bands.refusal])
      return { subject, bands: bands.bands }
    }),
})
