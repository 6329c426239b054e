/** How the alerts of one rule ended; those inhibited or merged say nothing of the rule and are not among them. */
export interface RuleOutcomes {
  readonly open: number
  readonly dispatched: number
  readonly closed: number
  readonly falseAlarm: number
}

/** Fewer settled alerts than this say nothing of a rule. */
export const FEWEST_SETTLED = 5

/**
 * 准确率 of a rule: handled ÷ (handled + false alarms), of the alerts that were settled either way. `null` below
 * {@link FEWEST_SETTLED} settled alerts.
 */
export function precisionOf({ closed, falseAlarm }: RuleOutcomes): number | null {
  const settled = closed + falseAlarm
  return settled < FEWEST_SETTLED ? null : closed / settled
}
