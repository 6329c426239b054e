import type { Responder } from './model'

const TIER = { tertiary: 0, secondary: 1, primary: 2 } as const

/**
 * Institutions for an alert: its own first, then those of its county, then the rest; larger before smaller.
 * @param text narrows by name or county, any case; empty keeps all
 */
export function orderResponders(
  responders: readonly Responder[],
  alert: { readonly facilityId: string | null; readonly areaCode: string },
  text = '',
): Responder[] {
  const sought = text.trim().toLowerCase()
  const near = (responder: Responder) =>
    responder.id === alert.facilityId ? 0 : responder.countyCode === alert.areaCode ? 1 : 2
  return responders
    .filter(
      ({ name, county }) =>
        sought === '' || name.toLowerCase().includes(sought) || county.toLowerCase().includes(sought),
    )
    .sort((a, b) => near(a) - near(b) || TIER[a.tier] - TIER[b.tier] || a.id.localeCompare(b.id))
}
