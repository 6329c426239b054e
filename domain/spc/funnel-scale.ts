/**
 * Scales on which the distance of a unit from the centre has about the same error for every value: there limits are straight, there units
 * are compared, and from there limits go back to values.
 *
 *   ratio of counts, E expected:  log      y = ln(O/E)              s = 1/√E
 *                                 sqrt     y = √(O/E) − 1           s = 1/(2√E)
 *                                 natural  y = O/E − 1              s = 1/√E
 *   share of n, centre p₀:        arcsine  y = asin√p − asin√p₀     s = 1/(2√n)
 *                                 natural  y = p − p₀               s = √(p₀(1−p₀)/n)
 *
 * Sources: NHS Digital, SHMI (log); Care Quality Commission (sqrt, squared back); Spiegelhalter, Statistics in Medicine 24 (2005) 1185 (natural);
 * Freeman and Tukey (arcsine).
 */
export type RatioScale = 'log' | 'sqrt' | 'natural'
export type ShareScale = 'arcsine' | 'natural'

export interface FunnelScale {
  /** Distance of a value from the centre; null where the scale has none (the logarithm of no events). */
  distance(value: number): number | null
  /** Standard error of the distance of a unit of this base, by chance alone. */
  error(base: number): number
  /** Value at a distance from the centre. */
  value(distance: number): number
}

/** Of values that are counts over a base, such as deaths over expected deaths or infections over patient-days. */
export function ratioScale(scale: RatioScale, centre: number): FunnelScale {
  const root = (base: number) => Math.sqrt(base * centre)
  switch (scale) {
    case 'log':
      return {
        distance: (value) => (value === 0 ? null : Math.log(value / centre)),
        error: (base) => 1 / root(base),
        value: (distance) => centre * Math.exp(distance),
      }
    case 'sqrt':
      return {
        distance: (value) => Math.sqrt(value / centre) - 1,
        error: (base) => 1 / (2 * root(base)),
        // Below no events there is nothing: squaring a negative root would bring the limit up again.
        value: (distance) => centre * Math.max(0, 1 + distance) ** 2,
      }
    case 'natural':
      return {
        distance: (value) => value / centre - 1,
        error: (base) => 1 / root(base),
        value: (distance) => centre * Math.max(0, 1 + distance),
      }
  }
}

/** Of values that are shares of a base, such as operations of discharges. */
export function shareScale(scale: ShareScale, centre: number): FunnelScale {
  if (scale === 'natural')
    return {
      distance: (value) => value - centre,
      error: (base) => Math.sqrt((centre * (1 - centre)) / base),
      value: (distance) => Math.min(1, Math.max(0, centre + distance)),
    }
  const middle = angle(centre)
  return {
    distance: (value) => angle(value) - middle,
    error: (base) => 1 / (2 * Math.sqrt(base)),
    value: (distance) => Math.sin(Math.min(Math.PI / 2, Math.max(0, middle + distance))) ** 2,
  }
}

function angle(share: number): number {
  return Math.asin(Math.sqrt(share))
}
