import type { IndicatorDefinition } from '../indicator/definition'
import type { RuleDefinition } from './definition'

/**
 * Why a rule cannot be asked of its indicators; null where it can.
 * @param indicators of the rule, or of a composite's members; undefined where there is none of that name
 */
export function faultOf(
  rule: RuleDefinition,
  indicators: readonly (Pick<IndicatorDefinition, 'grain' | 'scope'> | undefined)[],
): string | null {
  if (indicators.includes(undefined))
    return `rule ${rule.id} names an indicator or a rule that does not exist (${rule.indicator})`
  if (rule.grain !== 'month' && indicators.some((one) => one?.grain === 'month'))
    return `rule ${rule.id} judges every ${rule.grain}, and its indicator is known by month only`
  if (rule.by === 'facility' && indicators.some((one) => one?.scope === 'area'))
    return `rule ${rule.id} judges facilities, and its indicator has none`
  return null
}
