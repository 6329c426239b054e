/**
 * Spread of a peer group: linear interpolation between order statistics (type 7 of Hyndman & Fan 1996).
 * Withheld values are left out. @returns null with fewer than four peers: a quartile of three says nothing
 */
export function quartiles(
  values: readonly (number | null)[],
): { min: number; q1: number; median: number; q3: number; max: number; count: number } | null {
  const sorted = values.filter((value): value is number => value !== null).sort((a, b) => a - b)
  if (sorted.length < 4) return null
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const below = sorted[Math.floor(place)] ?? 0
    const above = sorted[Math.ceil(place)] ?? below
    return below + (above - below) * (place - Math.floor(place))
  }
  return { min: at(0), q1: at(0.25), median: at(0.5), q3: at(0.75), max: at(1), count: sorted.length }
}
