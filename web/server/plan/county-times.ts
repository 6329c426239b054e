import type { Area } from '@cockpit/domain/territory/territory'
import { approximateMinutes } from '@cockpit/geo/travel-time'

/** Minutes between the centres of counties, row to column; 0 to itself. */
export function countyTimes(counties: readonly Pick<Area, 'centre'>[]): number[][] {
  return counties.map((from) => counties.map((to) => (from === to ? 0 : approximateMinutes(from.centre, to.centre))))
}
