import { narrowText } from './plain-text'

/** An exact decimal: `digits` x 10^-`scale`. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/** A number as people write it: full-width digits, a yuan sign, thousands separators where they belong. Null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const bare = narrowText(text).replace(/^([+-]?)\s*[¥￥]\s*/, '$1')
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(bare) ?? /^([+-]?)()\.(\d+)$/.exec(bare)
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const digits = BigInt(`${whole.replaceAll(',', '')}${fraction}` || '0')
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length }
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: a.digits * 10n ** BigInt(scale - a.scale) + b.digits * 10n ** BigInt(scale - b.scale), scale }
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

/** Plain digits without needless zeros behind the point. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const fraction = scale === 0 ? '' : text.slice(-scale).replace(/0+$/, '')
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
