import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import { FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { answerQuestion } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import { Refusal, readingProcedure, router } from '../trpc'
import { peerGroups } from './peer-groups'
import { rankOf } from './rank-of'

const Ranked = z.object({
  indicator: IndicatorId,
  territory: AreaCode,
  /** What is ranked: the next level of areas, all counties, or facilities. */
  by: z.enum(['children', 'county', 'facility']),
  /** Facilities of one tier only. */
  tier: z.enum(FACILITY_TIERS).optional(),
  period: IndicatorQuery.shape.period,
  compare: IndicatorQuery.shape.compare,
})

export const rankingRouter = router({
  /**
   * Units of an area with their intervals, as far as a ranking of them is fair. Asked under the caller’s grants, like every number. With twelve months of
   * its own a value that counts no events has an interval too; they are asked only then.
   */
  of: readingProcedure.input(Ranked).query(async ({ ctx, input, signal }) => {
    const { indicator, territory, by, tier, period, compare } = input
    const definition = (await knownCatalogue(await askPorts(ctx.ports, signal))).get(indicator)
    if (!definition) throw new Refusal('unknown-indicator', `There is no indicator ${indicator}.`, 'BAD_REQUEST')
    const question = {
      indicators: [indicator],
      territory,
      by,
      limit: 5000,
      ...(tier && by === 'facility' ? { filters: [{ dimension: 'tier', values: [tier] }] } : {}),
    }
    const answer = await answerQuestion(
      { ...question, period, ...(compare ? { compare } : {}) },
      ctx.caller,
      ctx.ports,
      signal,
    )
    const groupOf = await peerGroups(ctx.ports, by)
    // Under a filter the others come as well, without a value: they are no peers.
    const peers = tier && by === 'facility' ? answer.rows.filter(({ key }) => groupOf(key) === tier) : answer.rows
    const rank = await rankOf(definition, peers, period, groupOf, (months) =>
      answerQuestion({ ...question, period: months, series: 'month' }, ctx.caller, ctx.ports, signal),
    )
    const { rows: _, ...about } = answer
    return { ...rank, about, period: formatPeriod(period) }
  }),
})
