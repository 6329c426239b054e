import { coversFacility, may, scopeOf } from '@cockpit/domain/access/decide'
import { peerQuartiles } from '@cockpit/domain/fairness/peer-band'
import { type AreaCode, FacilityId, type IndicatorId } from '@cockpit/domain/ids'
import type { AnswerRow, PeerBand } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Period } from '@cockpit/domain/period/period'
import type { Facility } from '@cockpit/domain/territory/territory'
import { type AskPorts, type AskResult, askIndicators } from './ask'
import type { Asker } from './prepare-question'

export type PeersResult =
  | { readonly ok: true; readonly tier: Facility['tier']; readonly bands: readonly PeerBand[] }
  | {
      readonly ok: false
      readonly refusal: 'unknown-facility' | 'not-permitted' | 'unknown-indicator' | 'unavailable'
      readonly message: string
    }

/** Who is compared: facilities of one tier in a province, and of one category where it is named. */
export interface PeerGroup {
  readonly province: AreaCode
  readonly tier: Facility['tier']
  readonly category?: Facility['category']
}

/** How a facility's peers are narrowed down: to its own category, and its figures to values of a dimension such as one role. */
export interface Narrower {
  readonly sameCategory?: boolean
  readonly filters?: NonNullable<IndicatorQuery['filters']>
}

/**
 * Quartiles of indicators over the facilities of the same tier in the same province, the facility itself left out. Whoever may read the
 * facility may read them: they name nobody, and stand on at least five others.
 */
export async function peerBands(
  facilityId: FacilityId,
  indicators: readonly IndicatorId[],
  period: Period,
  asker: Asker,
  ports: AskPorts,
  { sameCategory = false, filters = [] }: Narrower = {},
): Promise<PeersResult> {
  const facility = ports.facilities.get(facilityId)
  const province = facility && ports.territory.path(facility.county)[0]
  if (!facility || !province)
    return { ok: false, refusal: 'unknown-facility', message: `There is no facility ${facilityId}.` }
  if (!may(asker.grants, 'indicator.read', { facility }, ports.territory, 'facility'))
    return { ok: false, refusal: 'not-permitted', message: `Your grants do not reach ${facilityId}.` }
  const category = sameCategory ? { category: facility.category } : {}
  const peers = { province: province.code, tier: facility.tier, ...category, leaveOut: facilityId, filters }
  const bands = await tierBands(peers, indicators, period, asker, ports)
  return bands.ok ? { ok: true, tier: facility.tier, bands: bands.bands } : bands
}

export type BandsResult =
  | { readonly ok: true; readonly bands: readonly PeerBand[] }
  | { readonly ok: false; readonly refusal: 'unknown-indicator' | 'unavailable'; readonly message: string }

/**
 * Quartiles over the facilities of one tier in a province, for whoever may read a part of it: the caller has checked that. The
 * facilities' own values are asked under a scope of this function's, never handed out.
 */
export async function tierBands(
  group: PeerGroup & Pick<Narrower, 'filters'> & { readonly leaveOut?: FacilityId },
  indicators: readonly IndicatorId[],
  period: Period,
  asker: Asker,
  ports: AskPorts,
): Promise<BandsResult> {
  const result = await peerAnswer(group, indicators, period, ports)
  if (!result.ok) {
    if (result.refusal === 'unknown-indicator' || result.refusal === 'unavailable')
      return { ok: false, refusal: result.refusal, message: result.message }
    return { ok: true, bands: indicators.map((indicator) => ({ indicator, peers: 0 })) }
  }
  const others = result.answer.rows.filter((row) => row.key !== group.leaveOut)
  const reach = scopeOf(asker.grants, 'indicator.read', 'facility')
  const known = (row: AnswerRow) => {
    const facility = ports.facilities.get(FacilityId.parse(row.key))
    return facility !== undefined && coversFacility(reach, facility, ports.territory)
  }
  return { ok: true, bands: indicators.map((indicator) => bandOf(indicator, others, known)) }
}

/**
 * The peers' own figures, facility by facility, under a scope of this function's. Only what names nobody may be handed on: quartiles, the
 * limits of a funnel. Figures of single peers are asked for under the asker's own grants.
 */
export function peerAnswer(
  { province, tier, category, filters = [] }: PeerGroup & Pick<Narrower, 'filters'>,
  indicators: readonly IndicatorId[],
  period: Period,
  ports: AskPorts,
): Promise<AskResult> {
  return askIndicators(
    {
      indicators: [...indicators],
      territory: province,
      by: 'facility',
      period,
      filters: peerFilters({ tier, category }, filters),
    },
    { grants: [{ role: 'planner', territory: { kind: 'area', code: province }, sensitivity: 'facility' }] },
    ports,
  )
}

export function peerFilters(
  { tier, category }: Pick<PeerGroup, 'tier' | 'category'>,
  more: NonNullable<IndicatorQuery['filters']> = [],
): NonNullable<IndicatorQuery['filters']> {
  return [
    { dimension: 'tier', values: [tier] },
    ...(category ? [{ dimension: 'category', values: [category] }] : []),
    ...more,
  ]
}

function bandOf(indicator: IndicatorId, rows: readonly AnswerRow[], known: (row: AnswerRow) => boolean): PeerBand {
  const withValue = rows.filter((row) => row.cells[indicator]?.value !== undefined)
  const values = withValue.flatMap((row) => row.cells[indicator]?.value ?? [])
  const beyond = withValue.filter((row) => !known(row)).length
  return { indicator, peers: values.length, ...peerQuartiles(values, beyond) }
}
