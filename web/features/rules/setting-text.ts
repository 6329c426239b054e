import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { shareText, valueText, type Wording } from '../../format/number'
import type { Language } from '../../i18n/locale'

/**
 * A number of a condition as people read it: the limit of a threshold in the indicator's own unit, a relative change as a percentage. A form
 * asks for them as they are judged, 0.3 for 30 %.
 * @param indicator null where the catalogue does not know it (any more): the bare number then
 */
export function settingText(
  when: RuleCondition,
  name: string,
  value: number,
  indicator: Wording | null,
  language: Language,
): string {
  if (when.kind === 'threshold' && name === 'value' && indicator) return valueText(value, indicator, language)
  if (when.kind === 'change' && name === 'by') {
    if (when.unit === 'share') return shareText(value, language, 0)
    if (indicator && indicator.format !== 'percent') return valueText(value, indicator, language)
    // Between two percentages the change is in points.
    if (indicator) return `${Number((value * 100).toFixed(2))} ${language === 'zh' ? '个百分点' : 'pp'}`
  }
  return String(value)
}
