import type { Area } from '@cockpit/domain/territory/territory'
import type { ListedFacility } from './facility-directory'

export interface FoundPlace {
  readonly kind: 'area' | 'facility'
  readonly id: string
  /** The area to open: its own code, or the facility's county. */
  readonly area: string
  readonly name: { readonly zh: string; readonly en: string }
}

const MOST = 20

/** Places whose Chinese or English name or code contains the text: names that begin with it first, areas before facilities. */
export function searchPlaces(
  text: string,
  areas: readonly Area[],
  facilities: readonly ListedFacility[],
): FoundPlace[] {
  const wanted = text.toLowerCase()
  const places: FoundPlace[] = [
    ...areas.map((area) => ({
      kind: 'area' as const,
      id: String(area.code),
      area: String(area.code),
      name: area.name,
    })),
    ...facilities.map((facility) => ({
      kind: 'facility' as const,
      id: String(facility.id),
      area: String(facility.county),
      name: facility.name,
    })),
  ]
  const texts = (place: FoundPlace) => [place.name.zh, place.name.en.toLowerCase(), place.id.toLowerCase()]
  const found = places.filter((place) => texts(place).some((name) => name.includes(wanted)))
  const begins = (place: FoundPlace) => (texts(place).some((name) => name.startsWith(wanted)) ? 0 : 1)
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, MOST)
}
