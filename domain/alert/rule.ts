import type { Bilingual } from '../ids'
import type { Level } from '../task/level'

/** A declared alert rule. Rules are data in a pack; the judge below is the only code that reads `when`. */
export interface AlertRule {
  readonly id: string
  readonly title: Bilingual
  readonly indicator: string
  readonly by: 'facility' | 'county'
  readonly grain: 'month'
  readonly level: Level
  readonly when:
    | { readonly kind: 'threshold'; readonly op: '>' | '<'; readonly value: number; readonly months: number }
    /** Silent for this many whole months after having reported before. */
    | { readonly kind: 'not-reported'; readonly months: number }
    /** Value exceeds `factor` times the mean of the `baseline` months before, and is at least `floor`. */
    | { readonly kind: 'surge'; readonly factor: number; readonly baseline: number; readonly floor: number }
  readonly filters?: readonly { readonly dimension: string; readonly values: readonly string[] }[]
  /** Break the indicator down further (a rule per disease). */
  readonly each?: 'disease'
  /** What to do first, for the person who receives it. */
  readonly advice: Bilingual
  /** Which months of history the rule reads. */
  readonly version: string
}

export interface Finding {
  readonly value: number | null
  readonly limit: number
  readonly months: number
}

/**
 * Judges one subject's monthly values, oldest first, the judged month last; `null` where nothing may be shown.
 * A withheld month neither fires a threshold nor counts as calm: the run is broken.
 * Equal to the limit is not outside it (strict comparison).
 */
export function judge(when: AlertRule['when'], values: readonly (number | null)[]): Finding | null {
  switch (when.kind) {
    case 'threshold': {
      const run = values.slice(-when.months)
      if (run.length < when.months) return null
      const outside = run.every(
        (value) => value !== null && (when.op === '>' ? value > when.value : value < when.value),
      )
      return outside ? { value: run.at(-1) ?? null, limit: when.value, months: when.months } : null
    }
    case 'not-reported': {
      const run = values.slice(-when.months)
      const before = values.slice(0, -when.months)
      const silent = run.length === when.months && run.every((value) => value === null)
      return silent && before.some((value) => value !== null)
        ? { value: null, limit: when.months, months: when.months }
        : null
    }
    case 'surge': {
      const now = values.at(-1) ?? null
      const baseline = values.slice(-1 - when.baseline, -1)
      if (now === null || baseline.length < when.baseline || baseline.some((value) => value === null)) return null
      const limit = (when.factor * (baseline as number[]).reduce((sum, value) => sum + value, 0)) / when.baseline
      return now > limit && now >= when.floor ? { value: now, limit, months: 1 } : null
    }
  }
}
