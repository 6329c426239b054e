import type { Envelope } from '@cockpit/domain/indicator/envelope'
import type { Severity } from '../../charts/theme'
import { valueText, type Wording, writeValue } from '../../format/number'

/** The target as it is said: `80%–93%`, `≤ 27.0%`, `≥ 6.00 张`; null without one. */
export function targetText(target: Envelope['target'], wording: Wording, language: 'zh' | 'en'): string | null {
  if (!target) return null
  const write = (value: number) => valueText(value, wording, language)
  if (target.min !== undefined && target.max !== undefined)
    return `${writeValue(target.min, wording, language).figure}–${write(target.max)}`
  if (target.max !== undefined) return `≤ ${write(target.max)}`
  if (target.min !== undefined) return `≥ ${write(target.min)}`
  return null
}

/** The light of a target: met is green; a miss by less than a tenth of the limit is yellow, beyond it orange. Ours, not policy. */
export function lightOf(envelope: Envelope): Severity {
  const { value, target, standing } = envelope
  if (envelope.state !== 'shown' || value === undefined || !standing || !target) return 'none'
  if (standing === 'met') return 'normal'
  const limit = standing === 'below' ? target.min : target.max
  if (limit === undefined || limit === 0) return 'warn'
  return Math.abs(value - limit) / Math.abs(limit) < 0.1 ? 'watch' : 'warn'
}
