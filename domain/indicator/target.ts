import type { AreaCode } from '../ids'
import type { CalendarDate } from '../period/calendar'
import type { FacilityTier } from '../territory/territory'
import type { IndicatorDefinition } from './definition'

/** A target the commission or a policy set for an area, from a row of the table `target`. It holds until the next of the same area and tier. */
export interface SetTarget {
  readonly indicator: string
  readonly area: AreaCode
  readonly tier: FacilityTier | 'all'
  /** First day it holds. */
  readonly since: CalendarDate
  readonly min?: number
  readonly max?: number
  readonly source: string
  readonly evidence: 'policy' | 'verified' | 'default'
}

/** What a figure is of: its place, from the nearest area to the province, and the tier where it is of a facility or of one tier alone. */
export interface Targeted {
  readonly path: readonly AreaCode[]
  readonly tier?: FacilityTier
  /** Its last day. */
  readonly on: CalendarDate
  /** True of a facility, which is in the first area of the path and is not that area. */
  readonly facility: boolean
}

/**
 * The target that holds for a figure: of the nearest area that has one for its tier, or for all tiers, on its last day; the tier's own goes
 * before that for all, and the newest before older ones. An amount has the target of its own area only: what a province shall have in all
 * says nothing about one of its counties, or about a facility. A share or a rate is held to its province's.
 */
export function targetFor(
  targets: readonly SetTarget[],
  { id, kind }: Pick<IndicatorDefinition, 'id' | 'kind'>,
  { path, tier, on, facility }: Targeted,
): SetTarget | undefined {
  const inherits = kind === 'ratio' || kind === 'rate'
  if (facility && !inherits) return undefined
  const own = targets.filter((one) => one.indicator === id && one.since <= on)
  for (const area of inherits ? path : path.slice(0, 1))
    for (const meant of tier ? [tier, 'all'] : ['all']) {
      const there = own.filter((one) => one.area === area && one.tier === meant)
      if (there.length > 0) return there.reduce((a, b) => (b.since > a.since ? b : a))
    }
  return undefined
}
