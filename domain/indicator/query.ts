import { z } from 'zod'
import { AreaCode, FacilityId, IndicatorId } from '../ids'
import { GRAINS, type Period, PeriodError, parsePeriod } from '../period/period'

const PeriodText = z.string().transform((text, context): Period => {
  try {
    return parsePeriod(text)
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error
    context.addIssue({ code: 'custom', message: error.message })
    return z.NEVER
  }
})

/** A dimension of a cube, without the cube's name. */
const DimensionName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a dimension is written in camel case, such as department')

/**
 * The one question a screen, an export, a rule or the command line may ask.
 * `by: 'children'` breaks down by the level just below the territory (cities, else counties, else facilities), `county` and `facility`
 * by those; any other name is a dimension that an indicator of the question has (`department`, `disease`, `vaccine`, ...). Packs bring
 * dimensions of their own, so the names are not listed here: one that no indicator has is refused with the answer.
 */
export const IndicatorQuery = z.strictObject({
  indicators: z.array(IndicatorId).min(1).max(24),
  territory: AreaCode,
  facility: FacilityId.optional(),
  by: DimensionName.optional(),
  period: PeriodText,
  /** Asks for a line: one value per `series` step inside the period. */
  series: z.enum(GRAINS).optional(),
  compare: z
    .array(z.enum(['sameLastYear', 'previous']))
    .max(2)
    .optional(),
  filters: z
    .array(
      z.strictObject({
        dimension: DimensionName,
        values: z.array(z.string().max(64)).min(1).max(200),
      }),
    )
    .max(8)
    .optional(),
  /** Indicators to be reckoned under a version of their definition that is not the current one: `{ 'income.drugShare': '2009' }`. */
  versions: z.record(IndicatorId, z.string().min(1).max(32)).optional(),
  limit: z.int().min(1).max(5000).optional(),
})
export type IndicatorQuery = z.output<typeof IndicatorQuery>
/** As it is written in a URL, a file or a call: the period is text. */
export type IndicatorQueryText = z.input<typeof IndicatorQuery>
export type Breakdown = NonNullable<IndicatorQuery['by']>
