import type { PeerBand } from '@cockpit/domain/indicator/envelope'
import { type IndicatorQuery, peerTier } from '@cockpit/domain/indicator/query'
import { FACILITY_TIERS } from '@cockpit/domain/territory/territory'
import { type AskPorts, type AskResult, askIndicators } from './ask'
import { type BandsResult, type PeersResult, peerBands, tierBands } from './peers'
import type { Asker } from './prepare-question'

/**
 * A whole question, with the peer group where one is asked for: screens, the interface, exports and the command line come here.
 * @throws Error only for our own mistakes, as `askIndicators`
 */
export async function askQuestion(query: IndicatorQuery, asker: Asker, ports: AskPorts): Promise<AskResult> {
  const { peers, ...asked } = query
  const result = await askIndicators(asked, asker, ports)
  if (!result.ok || !peers) return result
  const bands = await bandsFor(query, asker, ports)
  return bands.ok ? { ok: true, answer: { ...result.answer, peers: bands.bands satisfies readonly PeerBand[] } } : bands
}

/** The quartiles that belong to a question that was answered: so its asker may read them. */
async function bandsFor(query: IndicatorQuery, asker: Asker, ports: AskPorts): Promise<PeersResult | BandsResult> {
  const { facility, territory, indicators, period, filters } = query
  if (facility !== undefined) return peerBands(facility, indicators, period, asker, ports)
  const tier = FACILITY_TIERS.find((one) => one === peerTier(filters))
  const province = ports.territory.path(territory)[0]?.code ?? territory
  if (!tier) return { ok: true, bands: indicators.map((indicator) => ({ indicator, peers: 0 })) }
  return tierBands({ province, tier }, indicators, period, asker, ports)
}
