/** Outside the limits of 95 % (关注) and of 99.8 % (预警). By chance alone 1 in 20 lies outside the first and 1 in 500 outside the second. */
export type FunnelLevel = 'attention' | 'warning'

/** `tail` is the share on each side; `z` the normal quantile to the figures that published funnels use. */
export const FUNNEL_LEVELS = {
  attention: { tail: 0.025, z: 1.959964 },
  warning: { tail: 0.001, z: 3.090232 },
} as const satisfies Record<FunnelLevel, { tail: number; z: number }>

export interface Limits {
  readonly lower: number
  readonly upper: number
}
export type FunnelLimits = Readonly<Record<FunnelLevel, Limits>>
