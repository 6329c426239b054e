import { may } from '@cockpit/domain/access/decide'
import type { FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { Period } from '@cockpit/domain/period/period'
import type { Facility } from '@cockpit/domain/territory/territory'
import { type Asker, type AskPorts, askIndicators } from './ask'

/** The middle half of a peer group. Not a target and not a rank. */
export interface PeerBand {
  readonly indicator: string
  /** Peers that have a value; below `FEWEST_PEERS` there is no band. */
  readonly peers: number
  readonly lower?: number
  readonly median?: number
  readonly upper?: number
}

export type PeersResult =
  | { readonly ok: true; readonly tier: Facility['tier']; readonly bands: readonly PeerBand[] }
  | {
      readonly ok: false
      readonly refusal: 'unknown-facility' | 'not-permitted' | 'unknown-indicator' | 'unavailable'
      readonly message: string
    }

/** With fewer, a band would tell one neighbour's number. */
export const FEWEST_PEERS = 5

/**
 * Quartiles of indicators over the facilities of the same tier in the same province, the facility itself left out. Whoever may read the
 * facility may read them: they name nobody, and stand on at least five others. The peers' own values are asked under a scope of
 * this function's, never handed out.
 */
export async function peerBands(
  facilityId: FacilityId,
  indicators: readonly IndicatorId[],
  period: Period,
  asker: Asker,
  ports: AskPorts,
): Promise<PeersResult> {
  const facility = ports.facilities.get(facilityId)
  const province = facility && ports.territory.path(facility.county)[0]
  if (!facility || !province)
    return { ok: false, refusal: 'unknown-facility', message: `There is no facility ${facilityId}.` }
  if (!may(asker.grants, 'indicator.read', { facility }, ports.territory, 'facility'))
    return { ok: false, refusal: 'not-permitted', message: `Your grants do not reach ${facilityId}.` }
  const result = await askIndicators(
    {
      indicators: [...indicators],
      territory: province.code,
      by: 'facility',
      period,
      filters: [{ dimension: 'tier', values: [facility.tier] }],
    },
    { grants: [{ role: 'planner', territory: { kind: 'area', code: province.code }, sensitivity: 'facility' }] },
    ports,
  )
  if (!result.ok) {
    if (result.refusal === 'unknown-indicator' || result.refusal === 'unavailable')
      return { ok: false, refusal: result.refusal, message: result.message }
    return { ok: true, tier: facility.tier, bands: indicators.map((indicator) => ({ indicator, peers: 0 })) }
  }
  const others = result.answer.rows.filter((row) => row.key !== facilityId)
  return {
    ok: true,
    tier: facility.tier,
    bands: indicators.map((indicator) => {
      const values = others.flatMap((row) => row.cells[indicator]?.value ?? []).sort((a, b) => a - b)
      if (values.length < FEWEST_PEERS) return { indicator, peers: values.length }
      return {
        indicator,
        peers: values.length,
        lower: quantile(values, 0.25),
        median: quantile(values, 0.5),
        upper: quantile(values, 0.75),
      }
    }),
  }
}

/** Linear between order statistics (Hyndman and Fan 1996, type 7). `sorted` is ascending and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}
