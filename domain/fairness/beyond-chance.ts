import { incompleteBeta } from '../distribution/beta'
import { FUNNEL_LEVELS, type FunnelLevel } from '../spc/funnel-level'

/**
 * Chance that of `units` alike units at least `outside` lie outside limits that each passes with the chance `share`:
 * the upper tail of the binomial distribution, I_share(outside, units − outside + 1).
 */
export function chanceOfSoMany(outside: number, units: number, share: number): number {
  if (outside <= 0) return 1
  return outside > units ? 0 : incompleteBeta(share, outside, units - outside + 1)
}

/**
 * Whether units differ by more than chance: someone lies outside 99.8 %, or more lie outside 95 % than chance puts there (in fewer than one of
 * twenty such groups).
 */
export function differBeyondChance(places: readonly ('inside' | FunnelLevel)[]): boolean {
  if (places.includes('warning')) return true
  const outside = places.filter((place) => place !== 'inside').length
  return chanceOfSoMany(outside, places.length, 2 * FUNNEL_LEVELS.attention.tail) < 0.05
}
