import { type GiniBand, gini, giniBand, lorenzCurve } from '@cockpit/domain/equity/gini'
import type { Withheld } from '@cockpit/domain/indicator/envelope'

/** One county's level of a resource: value = numerator × per ÷ residents. */
export interface CountyLevel {
  readonly code: string
  readonly name: string
  readonly state: 'shown' | Withheld
  readonly value: number | null
  /** Beds, physicians, scanners in place. */
  readonly amount: number | null
  readonly residents: number | null
}

export interface AgainstTarget extends CountyLevel {
  /** value ÷ target; null where the value is withheld. */
  readonly ratio: number | null
  /** Whole units missing to the target; 0 when it is reached, null where nothing may be said. */
  readonly missing: number | null
}

export interface TargetSummary {
  readonly rows: readonly AgainstTarget[]
  /** Of the counties shown together, not the mean of their values. */
  readonly value: number | null
  readonly below: number
  readonly shown: number
  readonly withheld: number
  /** Sum of the missing units of the counties below; a surplus elsewhere does not make up for it. */
  readonly missing: number
  readonly gini: number | null
  readonly band: GiniBand | null
  readonly lorenz: readonly { people: number; resource: number }[]
}

/** Units that are missing until `target` per `per` residents is reached. Rounding noise of 1e-9 is not a unit. */
export function missingUnits(amount: number, residents: number, target: number, per: number): number {
  return Math.max(0, Math.ceil((target * residents) / per - amount - 1e-9))
}

/** Counties against a target, the shortest first; those without a value last, by code. */
export function againstTarget(levels: readonly CountyLevel[], target: number, per: number): TargetSummary {
  const rows = levels
    .map((level): AgainstTarget => {
      const { value, amount, residents } = level
      return {
        ...level,
        ratio: value === null || target <= 0 ? null : value / target,
        missing: amount === null || residents === null ? null : missingUnits(amount, residents, target, per),
      }
    })
    .sort((a, b) => {
      if (a.ratio === null || b.ratio === null)
        return Number(a.ratio === null) - Number(b.ratio === null) || a.code.localeCompare(b.code)
      return a.ratio - b.ratio || a.code.localeCompare(b.code)
    })
  const counted = levels.flatMap(({ amount, residents }) =>
    amount !== null && residents !== null && residents > 0 ? [{ people: residents, resource: amount }] : [],
  )
  const people = counted.reduce((sum, { people }) => sum + people, 0)
  const resource = counted.reduce((sum, { resource }) => sum + resource, 0)
  const spread = people > 0 && resource > 0 ? gini(counted) : null
  const shown = rows.filter(({ ratio }) => ratio !== null)
  return {
    rows,
    value: people > 0 ? (resource * per) / people : null,
    below: shown.filter(({ ratio }) => (ratio ?? 1) < 1).length,
    shown: shown.length,
    withheld: rows.length - shown.length,
    missing: rows.reduce((sum, { missing }) => sum + (missing ?? 0), 0),
    gini: spread,
    band: spread === null ? null : giniBand(spread),
    lorenz: spread === null ? [] : lorenzCurve(counted),
  }
}

/** What to compare with at first: the lower end of the declared target, else the upper, else the territory's own level. */
export function startingTarget(
  declared: { readonly min?: number; readonly max?: number } | undefined,
  own: number | null,
  digits: number,
): { readonly value: number; readonly from: 'declared' | 'own-level' } {
  const value = declared?.min ?? declared?.max
  if (value !== undefined) return { value, from: 'declared' }
  return { value: Number((own ?? 0).toFixed(digits)), from: 'own-level' }
}
