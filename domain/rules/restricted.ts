import type { RuleDefinition } from './definition'

/**
 * Whether what a rule finds is for grants of the sensitivity `case` alone: its indicator is, or it is made of a rule that is. Pure.
 *
 * @param ruleOf the rules a composite is made of, by id
 * @param asksForCases whether an indicator says `case`
 */
export function isRestrictedRule(
  rule: Pick<RuleDefinition, 'id' | 'indicator' | 'when'>,
  ruleOf: (id: string) => Pick<RuleDefinition, 'id' | 'indicator' | 'when'> | undefined,
  asksForCases: (indicator: string) => boolean,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (asksForCases(rule.indicator)) return true
  if (rule.when.kind !== 'composite') return false
  const within = new Set([...seen, rule.id])
  return rule.when.of.some((id) => {
    const member = within.has(id) ? undefined : ruleOf(id)
    return member !== undefined && isRestrictedRule(member, ruleOf, asksForCases, within)
  })
}
