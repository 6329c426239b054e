/** A run or a trend is so many points long. */
export const RUN_LENGTH = 7

/** Where a point lies to the centre, or which way a trend goes. */
export type Side = 'above' | 'below'

/**
 * The side on which a point and the six before it all lie; null elsewhere. A point on the centre itself ends a run.
 * @param places +1 above the centre, −1 below, 0 on it
 */
export function runEnds(places: readonly number[]): (Side | null)[] {
  return endsOf(places, RUN_LENGTH)
}

/** The way in which a point and the six before it rise or fall, each beyond the last (strictly); null elsewhere. */
export function trendEnds(values: readonly number[]): (Side | null)[] {
  const steps = values.map((value, i) => Math.sign(value - (values[i - 1] ?? value)))
  return endsOf(steps, RUN_LENGTH - 1)
}

/** All points of each seven that ends somewhere: a run is marked from its first point on. */
export function wholeSevens(ends: readonly (Side | null)[]): (Side | null)[] {
  let next = Number.POSITIVE_INFINITY
  return ends
    .map((_, place) => {
      // Backwards, so that the nearest end ahead is known.
      const i = ends.length - 1 - place
      if (ends[i]) next = i
      return next - i < RUN_LENGTH ? (ends[next] ?? null) : null
    })
    .reverse()
}

/** The sign where it has been the same, and not 0, for so many in a row. */
function endsOf(signs: readonly number[], length: number): (Side | null)[] {
  let row = 0
  return signs.map((sign, i) => {
    row = sign === 0 ? 0 : sign === signs[i - 1] ? row + 1 : 1
    return row < length ? null : sign > 0 ? 'above' : 'below'
  })
}
