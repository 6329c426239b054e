import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { answerQuestion } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import { Refusal, readingProcedure, router } from '../trpc'
import { cutsOf } from './cuts'
import { explainChange } from './explain-change'
import { partNames } from './part-names'

const Change = z.object({
  indicator: IndicatorId,
  territory: AreaCode,
  facility: FacilityId.optional(),
  from: IndicatorQuery.shape.period,
  to: IndicatorQuery.shape.period,
  by: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
})

export const explainRouter = router({
  /** Breakdowns by which a change of an indicator can be explained here, the usual first. */
  cuts: readingProcedure
    .input(Change.pick({ indicator: true, territory: true, facility: true }))
    .query(async ({ ctx, input }) => {
      const definition = (await knownCatalogue(await askPorts(ctx.ports))).get(input.indicator)
      if (!definition) throw unknown(input.indicator)
      const territory = await ctx.ports.territory()
      const area = territory.get(input.territory)
      return cutsOf(definition, input.facility === undefined ? (area?.level ?? 'county') : null)
    }),

  /** The change between two periods by the parts of one breakdown, asked under the caller's grants: four questions. */
  of: readingProcedure.input(Change).query(async ({ ctx, input, signal }) => {
    const { indicator, territory, facility, from, to, by } = input
    const catalogue = await knownCatalogue(await askPorts(ctx.ports, signal))
    const definition = catalogue.get(indicator)
    if (!definition) throw unknown(indicator)
    const place = { indicators: [indicator], territory, ...(facility ? { facility } : {}) }
    const ask = (period: typeof from, more: { by?: string; limit?: number }) =>
      answerQuestion({ ...place, period, ...more }, ctx.caller, ctx.ports, signal)
    const parts = { by, limit: 5000 }
    const [wholeBefore, wholeAfter, before, after] = await Promise.all([
      ask(from, {}),
      ask(to, {}),
      ask(from, parts),
      ask(to, parts),
    ])
    const whole = { before: wholeBefore.rows[0]?.cells[indicator], after: wholeAfter.rows[0]?.cells[indicator] }
    const explained = explainChange(definition, whole, before.rows, after.rows)
    const { rows: _, ...about } = wholeAfter
    const codes = typeof explained === 'string' ? [] : explained.parts.map(({ id }) => id)
    return {
      explanation: typeof explained === 'string' ? null : explained,
      unexplained: typeof explained === 'string' ? explained : null,
      /** What codes of the breakdown are called. */
      names: partNames(by, codes, await ctx.ports.packs(), catalogue.indicators),
      whole,
      about,
      throughBefore: wholeBefore.dataThrough,
      from: formatPeriod(from),
      to: formatPeriod(to),
    }
  }),
})

function unknown(indicator: string): Refusal {
  return new Refusal('unknown-indicator', `There is no indicator ${indicator}.`, 'BAD_REQUEST')
}
