import type { Level } from '@cockpit/domain/task/level'
import type { FacilityTier } from '@cockpit/domain/territory/territory'

/** Outlines in a box of 24 x 24. One drawing serves the graphics card, the plain map, the legend and the tiles. */
export const LEVEL_SHAPE = {
  I: 'M8 2h8l6 6v8l-6 6H8l-6-6V8z',
  II: 'M2 4h20L12 22z',
  III: 'M12 2l10 18H2z',
  IV: 'M12 1l11 11-11 11L1 12z',
} as const satisfies Record<Level, string>

export const TIER_SHAPE = {
  tertiary: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z',
  secondary: 'M4 4h16v16H4z',
  primary: 'M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12z',
} as const satisfies Record<FacilityTier, string>

export type SymbolName = `level-${Level}` | `tier-${FacilityTier}`

export const SYMBOLS: ReadonlyMap<SymbolName, string> = new Map([
  ...Object.entries(LEVEL_SHAPE).map(([level, path]) => [`level-${level as Level}`, path] as const),
  ...Object.entries(TIER_SHAPE).map(([tier, path]) => [`tier-${tier as FacilityTier}`, path] as const),
])

/** Diameter in CSS pixels at magnify 1. */
export const LEVEL_SIZE = 18
export const TIER_SIZE = { tertiary: 11, secondary: 9, primary: 7 } as const satisfies Record<FacilityTier, number>
