import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'

/** Dimensions by which a place is found, and those that say how a case was reckoned; the rest say what was done. */
const NO_CUTS: readonly string[] = [
  ...['provinceCode', 'cityCode', 'countyCode', 'facilityId', 'tier', 'category', 'date'],
  ...['groupingVersion', 'benchmarkVersion', 'riskVersion', 'ungroupedReason'],
]

/** By areas where there are some below, by facility where the indicator knows them, and by what was done. */
export function cutsOf(
  definition: Pick<IndicatorDefinition, 'dimensions' | 'scope' | 'kind'>,
  level: 'province' | 'city' | 'county' | null,
): string[] {
  const own = definition.kind === 'rate' ? [] : definition.dimensions.filter((name) => !NO_CUTS.includes(name))
  const facilities = level !== null && definition.scope === 'facility' && definition.kind !== 'rate' ? ['facility'] : []
  const areas = level === 'province' ? ['children', 'county'] : level === 'city' ? ['children'] : []
  return [...areas, ...facilities, ...own]
}
