import type { DefinitionChange } from './version'

/** Why no value may be shown. None of these is ever a zero. */
export type Withheld = 'no-data' | 'not-reported' | 'suppressed' | 'not-permitted' | 'not-applicable' | 'stale'

export interface Comparison {
  /** Value in the compared period, in the same unit. */
  readonly value: number
  /** (this − that) ÷ |that|; null where that is 0. For percentages use `difference`. */
  readonly change: number | null
  readonly difference: number
}

/**
 * How much of what was owed has come, of the tables behind a number, in its period and territory, up to the last day anybody has sent.
 * `every: 'day'` counts facility-days, otherwise facility-months. Where tables of both kinds stand together all are counted in days, a
 * monthly return as the days of its month.
 */
export interface Coverage {
  readonly reported: number
  readonly expected: number
  readonly every?: 'day' | 'month'
  /** Table by table, each in its own unit, the least covered first. Stands with the answer, not with a cell. */
  readonly tables?: readonly TableCoverage[]
}

export interface TableCoverage {
  readonly table: string
  readonly every: 'day' | 'month'
  readonly reported: number
  readonly expected: number
}

export interface Envelope {
  readonly indicator: string
  readonly state: 'shown' | Withheld
  /** Present exactly when `state` is `shown`. Percentages as 0..1. */
  readonly value?: number
  readonly numerator?: number
  readonly denominator?: number
  readonly compare?: Partial<Record<'sameLastYear' | 'previous', Comparison | Withheld>>
  readonly target?: { min?: number; max?: number; source: string; evidence: 'policy' | 'verified' | 'default' }
  /** `met`, `below` or `above` the target band; absent without target or value. */
  readonly standing?: 'met' | 'below' | 'above'
  /** The version all of this cell was reckoned with, whatever its period. */
  readonly definitionVersion: string
  /** Present when the definition became another inside the question's period: numbers before and after then were published differently. */
  readonly definitionChanges?: readonly DefinitionChange[]
  /** Of the tables behind this very number; absent where nobody owes them. */
  readonly coverage?: Coverage
  /** As `Answer.staleSince`: the warehouse could not be asked, and this is what it last answered. */
  readonly staleSince?: string
}

export interface AnswerRow {
  /** What the row is about: area code, facility id, department, ... empty for the total. */
  readonly key: string
  readonly name?: string
  /** `yyyy-mm-dd` of the series step. */
  readonly at?: string
  readonly cells: Readonly<Record<string, Envelope>>
}

/** The answer to an `IndicatorQuery`. What all cells share stands once. */
export interface Answer {
  readonly rows: readonly AnswerRow[]
  readonly period: { readonly from: string; readonly to: string }
  /** Days of the period after the last day any table has data for: the period is partial when this is not empty. */
  readonly dataThrough: string | null
  /** When the newest of the files behind it was published, ISO instant. */
  readonly asOf: string | null
  readonly coverage: Coverage | null
  /** `table@version` of everything read. */
  readonly dataVersion: string
  /** True for demonstration data. */
  readonly demo: boolean
  /** Present when the warehouse could not be asked and this is the last good answer: the instant it was worked out, ISO. */
  readonly staleSince?: string
}
