import type { XmrLimits } from './xmr-limits'

/** Whether a process as it is now will meet its target: always, by chance, never. */
export type Assurance = 'pass' | 'hit-or-miss' | 'fail'

/** Bounds that a value has to keep; a value on a bound keeps it. */
export interface Target {
  readonly min?: number
  readonly max?: number
}

/**
 * 稳定达标, 不稳定 or 稳定不达标: a target beyond the limits is met, or missed, whatever ordinary variation does; one between them is met by
 * chance. A target on a limit itself is hit or miss, as in the reference.
 * @returns null without a bound
 */
export function assuranceOf({ lower, upper }: Pick<XmrLimits, 'lower' | 'upper'>, target: Target): Assurance | null {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = target
  if (target.min === undefined && target.max === undefined) return null
  if (upper < min || lower > max) return 'fail'
  return lower > min && upper < max ? 'pass' : 'hit-or-miss'
}
