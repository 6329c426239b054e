import type { Point } from './shape'

/**
 * An assumption about getting there, not a measurement: straight distance, lengthened by a detour, at a mean speed. No roads, rivers, traffic or
 * timetables are known. Whatever is computed from it must say so and show these parameters; it is never shown as a real travel time.
 */
export interface TravelAssumption {
  /** Road distance over straight distance. 1.2 to 1.4 in plains, more in mountains. */
  readonly detour: number
  /** Kilometres an hour within each stretch of straight distance, nearest first; the last has no end. */
  readonly speeds: readonly { readonly upToKm: number; readonly kmPerHour: number }[]
  /** Minutes added to every journey: reaching the road, parking, walking in. */
  readonly startMinutes: number
}

/** Streets for the first 5 km, then county roads, then expressways. Ours, configurable, not policy. */
export const DEFAULT_TRAVEL: TravelAssumption = {
  detour: 1.3,
  speeds: [
    { upToKm: 5, kmPerHour: 25 },
    { upToKm: 30, kmPerHour: 45 },
    { upToKm: Number.POSITIVE_INFINITY, kmPerHour: 75 },
  ],
  startMinutes: 5,
}

const EARTH_RADIUS_KM = 6371.0088

/** Great-circle distance in kilometres on a sphere of the mean radius (haversine); within 0.5 % of the ellipsoid. */
export function distanceKm([fromX, fromY]: Point, [toX, toY]: Point): number {
  const radians = Math.PI / 180
  const half = Math.sin(((toY - fromY) * radians) / 2) ** 2
  const across = Math.sin(((toX - fromX) * radians) / 2) ** 2
  const chord = half + Math.cos(fromY * radians) * Math.cos(toY * radians) * across
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/**
 * Approximate minutes between two points (degrees). Grows with distance; the same both ways; `startMinutes` at distance 0.
 * @throws RangeError when the assumption is not one: a detour below 1, a speed of 0, stretches out of order or with an end.
 */
export function approximateMinutes(from: Point, to: Point, assumption: TravelAssumption = DEFAULT_TRAVEL): number {
  check(assumption)
  return minutesOver(distanceKm(from, to), assumption)
}

/** Minutes from each of n points to each of m: row-major n x m. The model is checked once. */
export function travelMatrix(
  from: readonly Point[],
  to: readonly Point[],
  assumption: TravelAssumption = DEFAULT_TRAVEL,
): { readonly minutes: Float64Array; readonly rows: number; readonly columns: number } {
  check(assumption)
  const minutes = new Float64Array(from.length * to.length)
  for (const [row, start] of from.entries()) {
    for (const [column, end] of to.entries())
      minutes[row * to.length + column] = minutesOver(distanceKm(start, end), assumption)
  }
  return { minutes, rows: from.length, columns: to.length }
}

function minutesOver(km: number, { detour, speeds, startMinutes }: TravelAssumption): number {
  let minutes = startMinutes
  let covered = 0
  for (const { upToKm, kmPerHour } of speeds) {
    const stretch = Math.min(km, upToKm) - covered
    if (stretch <= 0) break
    minutes += (stretch * detour * 60) / kmPerHour
    covered += stretch
  }
  return minutes
}

function check({ detour, speeds, startMinutes }: TravelAssumption): void {
  const refuse = (what: string): never => {
    throw new RangeError(`The travel assumption is not usable: ${what}`)
  }
  if (!(detour >= 1)) refuse(`detour ${detour} must be 1 or more.`)
  if (!(startMinutes >= 0)) refuse(`startMinutes ${startMinutes} must be 0 or more.`)
  let before = 0
  for (const { upToKm, kmPerHour } of speeds) {
    if (!(kmPerHour > 0)) refuse(`speed ${kmPerHour} km/h must be above 0.`)
    if (!(upToKm > before)) refuse(`the stretch up to ${upToKm} km must end after ${before} km.`)
    before = upToKm
  }
  if (before !== Number.POSITIVE_INFINITY) refuse('the last stretch must have no end (upToKm Infinity).')
}
