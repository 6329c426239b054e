import { AreaCode, type Bilingual, IndicatorId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { OUTSIDE } from '@cockpit/domain/territory/care-flow'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { answerQuestion } from '../indicators/answer-question'
import { outlinesOf } from '../territory/boundary'
import { Refusal, readingProcedure, router } from '../trpc'
import { flowsOf, placeOfCare } from './flows'

const Where = z.object({
  area: AreaCode,
  period: IndicatorQuery.shape.period,
  of: z.enum(['visits', 'admissions']),
})

export const regionRouter = router({
  /**
   * Where the residents of the places below an area go for care (of a county: its own residents), under the caller's grants: a question for each
   * place. For the map with the places named, and with the outlines of those beyond the area.
   */
  flows: readingProcedure.input(Where).query(async ({ ctx, input, signal }) => {
    const territory = await ctx.ports.territory()
    const area = territory.get(input.area)
    if (!area) throw new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
    const below = territory.children(area.code)
    const origins = below.length > 0 ? below : [area]
    const indicator = IndicatorId.parse(`careFlow.${input.of}`)
    const answers = await Promise.all(
      origins.map(({ code }) =>
        answerQuestion(
          { indicators: [indicator], territory: code, by: 'treatedCode', period: input.period, limit: 5000 },
          ctx.caller,
          ctx.ports,
          signal,
        ),
      ),
    )
    const found = flowsOf(
      origins.map(({ code }, at) => ({
        code,
        treated: (answers[at]?.rows ?? []).map(({ key, cells }) => {
          const cell = cells[indicator]
          return { county: key, count: cell?.state === 'shown' ? (cell.value ?? null) : null }
        }),
      })),
      (county, origin) => placeOfCare(territory, county, origin),
    )
    const [about] = answers
    if (!about) throw new Error(`${area.code} has no place to ask about.`)
    const { rows: _, ...rest } = about
    const places = placesOf(territory, found.flows)
    const own = new Set([area.code, ...origins.map(({ code }) => code)])
    const neighbours = places.flatMap(({ code }) => (own.has(code) ? [] : [code]))
    return { ...found, places, neighbours: await outlinesOf(ctx.ports.db, territory, neighbours), about: rest }
  }),
})

function placesOf(
  territory: Territory,
  flows: readonly { readonly from: string; readonly to: string }[],
): { code: AreaCode; name: Bilingual; centre: readonly [number, number] }[] {
  const codes = new Set(flows.flatMap(({ from, to }) => [from, to]).filter((code) => code !== OUTSIDE))
  return [...codes].flatMap((code) => {
    const area = territory.get(AreaCode.parse(code))
    return area ? [{ code: area.code, name: area.name, centre: area.centre }] : []
  })
}
