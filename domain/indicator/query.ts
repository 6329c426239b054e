import { z } from 'zod'
import { AreaCode, FacilityId, IndicatorId } from '../ids'
import { daysBetween } from '../period/calendar'
import { GRAINS, type Period, PeriodError, parsePeriod } from '../period/period'
import { QUERY_WORDS, type QueryField } from './query-words'
import { type Comparing, stepsOf } from './time-shape'

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

const isRolling = (text: unknown): text is `rolling${number}` =>
  typeof text === 'string' && /^rolling([2-9]|[1-5]\d|60)$/.test(text)

const ComparingText: z.ZodType<Comparing, Comparing> = z.union([
  z.enum(['sameLastYear', 'previous', 'yearToDate']),
  z.templateLiteral(['rolling', z.int()]).refine(isRolling, 'rolling spans have 2 to 60 steps, such as rolling12'),
])

/** Steps of a line that is compared with the year to date or a rolling span: each of them is asked by itself. */
const MOST_CUMULATED = 24
/** Half years are asked one by one. */
const MOST_HALVES = 40

const described = <T extends z.ZodType>(field: QueryField, schema: T): T =>
  schema.describe(`${QUERY_WORDS[field].zh} ${QUERY_WORDS[field].en}`)

/**
 * The one question a screen, an export, a rule, the interface or the command line may ask (docs/asking.md).
 * `by: 'children'` breaks down by the level just below the territory (cities, else counties, else facilities), `county` and `facility`
 * by those; any other name is a dimension that an indicator of the question has (`department`, `disease`, `vaccine`, ...). Packs bring
 * dimensions of their own, so the names are not listed here: one that no indicator has is refused with the answer.
 */
export const IndicatorQuery = z
  .strictObject({
    indicators: described('indicators', z.array(IndicatorId).min(1).max(24)),
    territory: described('territory', AreaCode),
    facility: described('facility', FacilityId).optional(),
    by: described('by', DimensionName).optional(),
    period: described('period', PeriodText),
    series: described('series', z.enum(GRAINS)).optional(),
    compare: described('compare', z.array(ComparingText).max(4)).optional(),
    filters: described(
      'filters',
      z
        .array(
          z.strictObject({
            dimension: DimensionName,
            values: z.array(z.string().max(64)).min(1).max(200),
          }),
        )
        .max(8),
    ).optional(),
    versions: described('versions', z.record(IndicatorId, z.string().min(1).max(32))).optional(),
    peers: described('peers', z.boolean()).optional(),
    limit: described('limit', z.int().min(1).max(5000)).optional(),
    order: described('order', z.enum(['largest', 'smallest'])).optional(),
  })
  .superRefine((query, context) => {
    const refuse = (field: QueryField, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    const cumulated = query.compare?.some((how) => how === 'yearToDate' || isRolling(how)) ?? false
    if (query.series && cumulated && hasMoreSteps(query.period, query.series, MOST_CUMULATED))
      refuse('compare', `a line compared with the year to date or a rolling span may have ${MOST_CUMULATED} steps`)
    if (query.series === 'half' && hasMoreSteps(query.period, 'half', MOST_HALVES))
      refuse('series', `a line of half years may have ${MOST_HALVES} steps`)
    if (query.peers && !hasPeers(query))
      refuse('peers', 'a peer group belongs to one facility, or to the facilities of one tier, without a line')
  })
export type IndicatorQuery = z.output<typeof IndicatorQuery>
/** As it is written in a URL, a file or a call: the period is text. */
export type IndicatorQueryText = z.input<typeof IndicatorQuery>
export type Breakdown = NonNullable<IndicatorQuery['by']>

function hasMoreSteps(period: Period, grain: (typeof GRAINS)[number], most: number): boolean {
  // No step is longer than a leap year: of a longer span the steps need not be laid out.
  return daysBetween(period.from, period.to) > 366 * most || stepsOf(period, grain).length > most
}

function hasPeers({ facility, by, series, filters }: Pick<IndicatorQuery, 'facility' | 'by' | 'series' | 'filters'>) {
  if (series) return false
  if (facility !== undefined) return by === undefined
  return by === 'facility' && peerTier(filters) !== undefined
}

/** The one tier a question keeps, by which its facilities have peers. */
export function peerTier(filters: IndicatorQuery['filters']): string | undefined {
  const [only, ...others] = (filters ?? []).filter((filter) => filter.dimension === 'tier')
  return others.length === 0 && only?.values.length === 1 ? only.values[0] : undefined
}
