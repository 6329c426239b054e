import { z } from 'zod'
import { FACILITY_TIERS } from '../territory/territory'
import type { DefinitionChange } from './version'

/** Why no value may be shown. None of these is ever a zero. */
const WITHHELD = ['no-data', 'not-reported', 'suppressed', 'not-permitted', 'not-applicable', 'stale'] as const
export const Withheld = z.enum(WITHHELD).describe('Why there is no value. None of these is a zero.')
export type Withheld = z.infer<typeof Withheld>

const Day = z.iso.date()

export const Comparison = z
  .object({
    value: z.number().describe('Value of the compared span, in the same unit.'),
    change: z
      .number()
      .nullable()
      .describe('(this − that) ÷ |that|; null where that is 0. For percentages use `difference`.'),
    difference: z.number(),
    own: z
      .number()
      .optional()
      .describe('This side, where it is not the value of the cell: the year to date, the last n steps together.'),
  })
  .readonly()
export type Comparison = z.infer<typeof Comparison>

const TableCoverage = z
  .object({ table: z.string(), every: z.enum(['day', 'month']), reported: z.number(), expected: z.number() })
  .readonly()
export type TableCoverage = z.infer<typeof TableCoverage>

/**
 * How much of what was owed has come, of the tables behind a number, in its period and territory, up to the last day anybody has sent.
 * `every: 'day'` counts facility-days, otherwise facility-months. Where tables of both kinds stand together all are counted in days, a
 * monthly return as the days of its month.
 */
export const Coverage = z
  .object({
    reported: z.number(),
    expected: z.number(),
    every: z.enum(['day', 'month']).optional(),
    tables: z
      .array(TableCoverage)
      .readonly()
      .optional()
      .describe(
        'Table by table, each in its own unit, the least covered first. Stands with the answer, not with a cell.',
      ),
  })
  .readonly()
  .describe('Facility-days or facility-months that have come, of those owed.')
export type Coverage = z.infer<typeof Coverage>

const Change = z.object({
  on: Day,
  from: z.string(),
  to: z.string(),
  what: z.object({ zh: z.string(), en: z.string() }).optional(),
}) satisfies z.ZodType<DefinitionChange>

const Target = z
  .object({
    min: z.number().optional(),
    max: z.number().optional(),
    source: z.string(),
    evidence: z.enum(['policy', 'verified', 'default']),
    set: z
      .object({ area: z.string(), since: Day, tier: z.enum([...FACILITY_TIERS, 'all']) })
      .readonly()
      .optional()
      .describe('For which area and tier it is set, and since when; absent of the definition’s own.'),
  })
  .readonly()

export const Envelope = z
  .object({
    indicator: z.string(),
    state: z.enum(['shown', ...WITHHELD]),
    value: z.number().optional().describe('Present exactly when `state` is `shown`. Percentages as 0..1.'),
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    through: Day.optional().describe(
      'Last day with data, where the period or step goes on after it: the figure is that of a part, and is compared with an equal part.',
    ),
    compare: z
      .object({
        sameLastYear: Comparison.or(Withheld).optional(),
        previous: Comparison.or(Withheld).optional(),
        yearToDate: Comparison.or(Withheld).optional(),
      })
      .catchall(Comparison.or(Withheld))
      .readonly()
      .optional(),
    target: Target.optional().describe(
      'The target that holds for this very figure: the one set for its area and tier (`set`), else the definition’s own.',
    ),
    ownTarget: Target.optional().describe('The definition’s own target, where another is set for the place.'),
    standing: z
      .enum(['met', 'below', 'above'])
      .optional()
      .describe('Where the value stands to the target; absent without target or value.'),
    definitionVersion: z.string().describe('The version all of this cell was reckoned with, whatever its period.'),
    definitionChanges: z
      .array(Change)
      .readonly()
      .optional()
      .describe(
        'The definition became another inside the period: numbers before and after then were published differently.',
      ),
    coverage: Coverage.optional().describe('Of the tables behind this very number; absent where nobody owes them.'),
    staleSince: z
      .string()
      .optional()
      .describe('As of the answer: the warehouse could not be asked, and this is what it last answered.'),
  })
  .readonly()
export type Envelope = z.infer<typeof Envelope>

export const AnswerRow = z
  .object({
    key: z.string().describe('Area code, facility id, department, ...; empty for the total.'),
    name: z.string().optional(),
    at: z.string().optional().describe('First day of the step of a line.'),
    cells: z.record(z.string(), Envelope).readonly().describe('By indicator.'),
  })
  .readonly()
export type AnswerRow = z.infer<typeof AnswerRow>

const Span = z.object({ from: Day, to: Day }).readonly()

/** The days one indicator's figures stand on, as far as data have come, and the days they are compared with. */
export const IndicatorSpan = z
  .object({
    from: Day,
    to: Day,
    compared: z
      .record(z.string(), z.object({ own: Span.optional(), other: Span }).readonly())
      .readonly()
      .optional()
      .describe(
        'By comparison; `own` where this side is not the period itself. Absent of a line, whose steps each have their own.',
      ),
  })
  .readonly()
export type IndicatorSpan = z.infer<typeof IndicatorSpan>

/** The middle half of a peer group. Not a target and not a rank. */
export const PeerBand = z
  .object({
    indicator: z.string(),
    peers: z.number().describe('Peers that have a value. With fewer than five there is no band.'),
    lower: z.number().optional(),
    median: z.number().optional(),
    upper: z.number().optional(),
  })
  .readonly()
export type PeerBand = z.infer<typeof PeerBand>

/** Several values of a dimension stand behind figures that compare inside one of them only. */
export const Mixture = z
  .object({
    dimension: z.string(),
    values: z.array(z.string()).readonly(),
    indicators: z.array(z.string()).readonly().describe('Those of the question it concerns.'),
  })
  .readonly()
export type Mixture = z.infer<typeof Mixture>

/** The answer to an `IndicatorQuery`. What all cells share stands once. */
export const Answer = z
  .object({
    rows: z.array(AnswerRow).readonly(),
    rest: z
      .object({ keys: z.number(), rows: z.array(AnswerRow).readonly() })
      .readonly()
      .optional()
      .describe(
        'What `limit` left out, taken together: how many keys that have something, and a row (of a line one for each step).',
      ),
    period: Span,
    spans: z
      .record(z.string(), IndicatorSpan)
      .readonly()
      .optional()
      .describe('By indicator; one without data has none.'),
    dataThrough: z
      .string()
      .nullable()
      .describe('Last day all of it has data for, where that is before the end of the period; else null.'),
    asOf: z.string().nullable().describe('When the newest of the files behind it was published.'),
    coverage: Coverage.nullable(),
    mixtures: z
      .array(Mixture)
      .readonly()
      .optional()
      .describe(
        'Present where the months of the period, or of what it is compared with, mix what does not compare (grouping versions) in the province, as far as the asker sees it.',
      ),
    peers: z.array(PeerBand).readonly().optional().describe('Present when asked for.'),
    dataVersion: z.string().describe('`table@version` of everything read.'),
    demo: z.boolean().describe('True for demonstration data (演示数据).'),
    staleSince: z
      .string()
      .optional()
      .describe('Present when the warehouse could not be asked and this is the last good answer, of that instant.'),
  })
  .readonly()
export type Answer = z.infer<typeof Answer>
