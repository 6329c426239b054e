import { sampleQuantile } from '../distribution/sample-quantile'

/** How far-off units are kept from deciding how much units differ anyway. */
export type Trim = 'drop-deciles' | 'winsorise' | 'none'

/** A unit on the funnel's scale: its distance from the centre in standard errors, and the error itself. */
export interface Deviation {
  readonly z: number
  readonly error: number
}

export interface Dispersion {
  /** φ: mean square of z; 1 where chance alone is at work. Null without a unit. */
  readonly phi: number | null
  /** τ²: variance between units beyond chance, on the funnel's scale. */
  readonly tau2: number
  /** Units that φ and τ² stand on. */
  readonly kept: number
}

/**
 * How much units differ beyond chance.
 *
 *   φ = Σz² ÷ n′,   τ² = max(0, (n′φ − (n′ − 1)) ÷ (Σw − Σw²/Σw)),  w = 1/s²
 *
 * `drop-deciles` (SHMI) keeps units whose ⌊rank·10 ÷ (n + 1)⌋ is 1 to 8, ties at their mean rank; `winsorise` (Spiegelhalter 2005) draws the outer
 * tenth on each side in to the quantiles of 10 % and 90 % (type 7). Sums go over kept units only.
 */
export function dispersionOf(units: readonly Deviation[], trim: Trim): Dispersion {
  const kept = TRIMS[trim](units)
  const n = kept.length
  if (n === 0) return { phi: null, tau2: 0, kept: 0 }
  const squares = kept.reduce((sum, { z }) => sum + z * z, 0)
  const weights = kept.map(({ error }) => 1 / (error * error))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const spread = total - weights.reduce((sum, w) => sum + w * w, 0) / total
  const tau2 = n < 2 ? 0 : Math.max(0, (squares - (n - 1)) / spread)
  return { phi: squares / n, tau2, kept: n }
}

const TRIMS = {
  none: (units) => units,
  'drop-deciles': dropDeciles,
  winsorise: winsorise,
} satisfies Record<Trim, (units: readonly Deviation[]) => readonly Deviation[]>

function dropDeciles(units: readonly Deviation[]): Deviation[] {
  const sorted = units.map(({ z }) => z).sort((a, b) => a - b)
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  for (const [i, z] of sorted.entries()) {
    if (!first.has(z)) first.set(z, i)
    last.set(z, i)
  }
  return units.filter(({ z }) => {
    const rank = ((first.get(z) ?? 0) + (last.get(z) ?? 0)) / 2 + 1
    const tenth = Math.floor((rank * 10) / (units.length + 1))
    return tenth > 0 && tenth < 9
  })
}

function winsorise(units: readonly Deviation[]): Deviation[] {
  const sorted = units.map(({ z }) => z).sort((a, b) => a - b)
  const [low, high] = [sampleQuantile(sorted, 0.1), sampleQuantile(sorted, 0.9)]
  return units.map(({ z, error }) => ({ z: Math.min(high, Math.max(low, z)), error }))
}
