import type { Envelope } from '@cockpit/domain/indicator/envelope'
import type { Severity } from '../../charts/theme'
import { plainText, type Wording } from '../../format/number'
import type { Language } from '../../i18n/locale'

/** The target as it is said, without idle zeros: `80–93%`, `≤ 27%`, `≥ 6`; null without one. The unit stands beside the value. */
export function targetText(target: Envelope['target'], wording: Wording, language: Language): string | null {
  if (!target) return null
  const percent = wording.format === 'percent'
  const bare = (value: number) => plainText(percent ? value * 100 : value, language, wording.digits)
  const end = percent ? '%' : ''
  if (target.min !== undefined && target.max !== undefined) return `${bare(target.min)}–${bare(target.max)}${end}`
  if (target.max !== undefined) return `≤ ${bare(target.max)}${end}`
  if (target.min !== undefined) return `≥ ${bare(target.min)}${end}`
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
