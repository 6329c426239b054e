import { z } from 'zod'

const Evidence = z.enum(['policy', 'verified', 'default'])
const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/**
 * A definition that held before the current one, with what it said otherwise. It is measured by measures of its own, so that any period
 * can be shown under it: a quotient names `numerator` and `denominator`, anything else the `measure`.
 */
export const EarlierVersion = z.strictObject({
  version: z.string().min(1),
  effectiveFrom: Day,
  formula: Words,
  standard: z.string().min(1),
  evidence: Evidence,
  zh: z.string().min(1).optional(),
  en: z.string().min(1).optional(),
  /** What it did otherwise than the version before it. */
  change: Words.optional(),
  measure: z.string().optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  per: z.number().positive().optional(),
  /** Where it was made from others than the current one. */
  tables: z.array(z.string()).min(1).optional(),
})
export type EarlierVersion = z.infer<typeof EarlierVersion>

/** What the semantic layer says of a measure in `meta.indicator`. The catalogue check refuses a measure that lacks any of it. */
export const IndicatorMeta = z.object({
  zh: z.string().min(1),
  en: z.string().min(1),
  unit: z.object({ zh: z.string(), en: z.string() }),
  /** How a bare value is written. `percent` values are stored as 0..1 and `permille`-like rates already carry their `per`. */
  format: z.enum(['count', 'money', 'percent', 'decimal']),
  digits: z.int().min(0).max(4),
  direction: z.enum(['higher', 'lower', 'monitor']),
  formula: Words,
  /** The document that defines it. */
  standard: z.string().min(1),
  /** `policy` and `verified` have a source text; `default` is ours, configurable, and is never shown as policy. */
  evidence: Evidence,
  version: z.string().min(1),
  effectiveFrom: Day,
  /** What this version does otherwise than the one before; stands exactly where there are `earlier` ones. */
  change: Words.optional(),
  /** Definitions that held before, the newest first. */
  earlier: z.array(EarlierVersion).min(1).optional(),
  /** The commission's office answerable for the definition. */
  owner: z.string().min(1),
  sensitivity: z.enum(['aggregate', 'facility', 'case']),
  /**
   * sum: additive over everything. stock: additive over space, last month of the period over time.
   * ratio: numerator and denominator are measures of the same cube, the value their quotient times `per`.
   * rate: the denominator lives in another cube and takes only territory and period, never the question's other filters.
   * distinct: different things counted once over whatever is asked; parts never add up to the whole.
   */
  kind: z.enum(['sum', 'stock', 'ratio', 'rate', 'distinct']),
  /** The measure that carries the value, where it is not named like the indicator: an earlier version has one of its own. */
  measure: z.string().optional(),
  /** Measures, of the indicator's own cube unless written `<cube>.<measure>`. */
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  per: z.number().positive().default(1),
  /** Counts of persons below this are not shown; the count that is compared is `suppressOn` or else the numerator or the value. */
  suppressBelow: z.int().positive().optional(),
  suppressOn: z.string().optional(),
  /**
   * Its numbers compare inside one value of this dimension only, such as one grouping version; an answer over several says so. `count` is the
   * indicator of its cube that tells how many stand behind each value.
   */
  within: z.object({ dimension: z.string().min(1), count: z.string().min(1) }).optional(),
  target: z
    .object({
      min: z.number().optional(),
      max: z.number().optional(),
      source: z.string().min(1),
      evidence: Evidence,
    })
    .optional(),
  /** Warehouse tables it is made from: they give its data version, its age and its coverage. */
  tables: z.array(z.string()).min(1),
})
export type IndicatorMeta = z.infer<typeof IndicatorMeta>

export interface IndicatorDefinition extends IndicatorMeta {
  readonly id: string
  readonly pack: string
  /** Names of dimensions this indicator may be broken down or filtered by, without the cube's name. */
  readonly dimensions: readonly string[]
  /** `facility`: rows belong to a facility. `area`: rows belong to a county, there is nothing below it. */
  readonly scope: 'facility' | 'area'
  /** Finest time step of its rows. A month's row answers whole months only. */
  readonly grain: 'day' | 'month'
}
