import type { AlertNature } from './nature'

/** Where an alert is, and of which period it speaks. */
export interface PlacedFinding {
  readonly nature: AlertNature
  readonly areaCode: string
  readonly facilityId: string | null
  /** `yyyy-mm`, or another grain's name. */
  readonly period: string
  /** For a silence: how many periods up to and with its own brought nothing. */
  readonly months?: number | undefined
}

/**
 * Does this silence explain that drop? It does when both are about the same institution, or the silence is about the area the drop
 * lies in, and the drop's period is not before the silence began. A rise is never explained by missing data.
 */
export function silenceExplains(silence: PlacedFinding, drop: PlacedFinding): boolean {
  if (silence.nature !== 'silence' || drop.nature !== 'drop') return false
  const samePlace =
    silence.facilityId === null ? silence.areaCode === drop.areaCode : silence.facilityId === drop.facilityId
  if (!samePlace) return false
  const end = monthNumber(silence.period)
  const at = monthNumber(drop.period)
  // Weeks and days of one rule beside months of another: the place decides.
  if (end === null || at === null) return true
  return at > end - Math.max(1, silence.months ?? 1)
}

/** Months since year 0, or null where the period is no month. */
function monthNumber(period: string): number | null {
  const found = /^(\d{4})-(\d{2})$/.exec(period)
  return found ? Number(found[1]) * 12 + Number(found[2]) : null
}
