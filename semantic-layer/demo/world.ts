import type { DemoCounty, DemoFacility, DemoWorld } from '../packs/contract'
import { plantStories } from './stories'

/** Where the demonstration takes place: the rows of the demonstration region, without stories. */
export interface DemoPlaces {
  readonly counties: readonly Omit<DemoCounty, 'story'>[]
  readonly facilities: readonly Omit<DemoFacility, 'story'>[]
}

export interface DemoWorldOptions {
  readonly seed: number
  readonly places: DemoPlaces
  /** The newest whole month, `yyyy-mm`. The caller takes it from its clock; nothing here reads one. */
  readonly lastMonth: string
  /** Default 25, so that the newest month has its whole year and the same month twice before it. */
  readonly months?: number
  /** Default 20,000. */
  readonly frontPagesPerMonth?: number
}

/**
 * The demonstration world from which every pack's generator draws.
 *
 * Scale: counties hold about a quarter of their real residents and institutions are of realistic size. Beds, staff, visits,
 * bed-days and income are complete for those residents. Front pages are a sample of the discharges (about one in fourteen
 * at the default), evenly over institutions, so means, shares and rates of cases hold and their number does not.
 */
export function demoWorld(options: DemoWorldOptions): DemoWorld {
  const { seed, places, lastMonth, months = 25, frontPagesPerMonth = 20_000 } = options
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(lastMonth))
    throw new RangeError(`"${lastMonth}" is not a month; write it as 2026-10.`)
  if (!Number.isInteger(months) || months < 1 || months > 120)
    throw new RangeError(`${months} months cannot be generated; choose 1 to 120.`)
  if (places.counties.length === 0 || places.facilities.length === 0)
    throw new RangeError('The demonstration needs at least one county and one facility.')
  const world: DemoWorld = {
    seed,
    frontPagesPerMonth,
    months: monthsUntil(lastMonth, months),
    counties: places.counties,
    facilities: places.facilities,
  }
  return plantStories(world)
}

/** `count` months that end with `last`, oldest first. */
function monthsUntil(last: string, count: number): string[] {
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1
  return Array.from({ length: count }, (_, index) => {
    const month = end - count + 1 + index
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
