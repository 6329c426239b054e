import type { RuleDefinition } from './definition'
import type { RuleState } from './verdict'

/**
 * Whether an alarm begins an alert, or goes on with one that stands: alarms at most `holdOff` steps without an alarm apart are one alert. What counts are alarms that
 * somebody was told of: a rule that stands for the first time speaks of what goes on already.
 *
 * @param steps first days of the steps, the judged one last
 * @param fired steps in which it was heard before
 */
export function beginsAlert(
  { holdOff }: Pick<RuleDefinition, 'holdOff'>,
  steps: readonly string[],
  fired: ReadonlySet<string>,
): boolean {
  return holdOff === undefined || !steps.slice(-2 - holdOff, -1).some((step) => fired.has(step))
}

export interface Recovery {
  readonly recovered: boolean
  /** Steps inside the limit since the last that was not, counted from the newest. */
  readonly calm: number
  readonly needed: number
}

/**
 * Whether the indicator has come back: judged and inside its limit in each of the last `recovery` steps. A step that was not judged or was held back proves nothing and
 * breaks the count.
 *
 * @param states oldest first, the newest step last
 */
export function recoveryOf({ recovery = 1 }: Pick<RuleDefinition, 'recovery'>, states: readonly RuleState[]): Recovery {
  const last = states.findLastIndex((state) => state !== 'calm')
  const calm = states.length - 1 - last
  return { recovered: calm >= recovery, calm, needed: recovery }
}
