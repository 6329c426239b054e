/** A run or a trend is so many points long. */
export const RUN_LENGTH = 7

/** Where a point lies to the centre, or which way a trend goes. */
export type Side = 'above' | 'below'

/**
 * The side on which a point and the six before it all lie; null elsewhere. A point on the centre itself ends a run.
 * @param places +1 above the centre, −1 below, 0 on it
 */
export function runEnds(places: readonly number[]): (Side | null)[] {
  return places.map((place, i) => {
    const run = places.slice(i - RUN_LENGTH + 1, i + 1)
    if (place === 0 || run.length < RUN_LENGTH || run.some((other) => other !== place)) return null
    return sideOf(place)
  })
}

/** The way in which a point and the six before it rise or fall, each beyond the last (strictly); null elsewhere. */
export function trendEnds(values: readonly number[]): (Side | null)[] {
  const steps = values.map((value, i) => Math.sign(value - (values[i - 1] ?? value)))
  return values.map((_, i) => {
    const way = steps[i] ?? 0
    const trend = steps.slice(i - RUN_LENGTH + 2, i + 1)
    if (way === 0 || trend.length < RUN_LENGTH - 1 || trend.some((step) => step !== way)) return null
    return sideOf(way)
  })
}

/** All points of each seven that ends somewhere: a run is marked from its first point on. */
export function wholeSevens(ends: readonly (Side | null)[]): (Side | null)[] {
  return ends.map((_, i) => ends.slice(i, i + RUN_LENGTH).find((end) => end !== null) ?? null)
}

function sideOf(sign: number): Side {
  return sign > 0 ? 'above' : 'below'
}
