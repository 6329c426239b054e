/** Cases and events of the whole reference in one stratum, such as DRG × age × sex. */
export interface ReferenceStratum {
  readonly stratum: string
  /** The larger group whose rate a thin stratum leans on, such as its MDC. */
  readonly group: string
  readonly cases: number
  readonly events: number
}

/** A stratum leans on its group like so many cases of the group's rate: our default, not policy. */
export const SHRINKAGE = 20

/**
 * Rate of each stratum, drawn towards that of its group where cases are few:
 *
 *   r_s = (d_s + κ·r_g) ÷ (n_s + κ)
 *
 * so that a stratum of three cases without a death does not promise that nobody dies there.
 * @param kappa 0 leaves the rates as they were observed; strata without a case then have none
 */
export function referenceRates(reference: readonly ReferenceStratum[], kappa = SHRINKAGE): Map<string, number> {
  const groups = new Map<string, { cases: number; events: number }>()
  for (const { group, cases, events } of reference) {
    const sum = groups.get(group) ?? { cases: 0, events: 0 }
    groups.set(group, { cases: sum.cases + cases, events: sum.events + events })
  }
  const rates = new Map<string, number>()
  for (const { stratum, group, cases, events } of reference) {
    const whole = groups.get(group)
    if (!whole || whole.cases === 0 || cases + kappa === 0) continue
    rates.set(stratum, (events + kappa * (whole.events / whole.cases)) / (cases + kappa))
  }
  return rates
}
