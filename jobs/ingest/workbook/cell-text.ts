import { NUMBER, type NumberKind } from './number-format'
import { serialDate } from './serial-date'

/** Stands for a formula whose result nobody computed; a spreadsheet's own word, rejected like its other errors. */
export const NOT_COMPUTED = '#CALC!'

/** What a cell of type `n` holds, as the text a careful person would have typed. */
export function numberText(raw: string, kind: NumberKind, from1904: boolean): string {
  switch (kind.kind) {
    case 'number':
      return decimalText(raw)
    case 'percent':
      return `${decimalText(String(Number(raw) * 100))}%`
    case 'digits':
      return decimalText(raw).padStart(kind.width, '0')
    case 'date':
      return serialDate(Number(raw), from1904) ?? decimalText(raw)
    case 'month':
      return serialDate(Number(raw), from1904)?.slice(0, 7) ?? decimalText(raw)
  }
}

/**
 * A double as people mean it: at most 15 significant digits, as a spreadsheet shows them, so that 0.30000000000000004 is 0.3; never
 * with an exponent. What is no number stays as it is.
 */
export function decimalText(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (/^-?\d+$/.test(raw)) return raw
  const short = String(Number(value.toPrecision(15)))
  return short.includes('e') ? withoutExponent(short) : short
}

function withoutExponent(text: string): string {
  const [mantissa = '0', exponent = '0'] = text.split('e')
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.')
  const shift = Number(exponent)
  if (shift >= 0) return `${sign}${whole}${fraction.padEnd(shift, '0')}`
  const digits = `${whole}${fraction}`
  return `${sign}0.${'0'.repeat(Math.max(0, -shift - whole.length))}${digits}`
}

/** `_xHHHH_` stands for a character that XML cannot hold, as a line end of old (`_x000D_`), or for the underscore of a text that looks so. */
export function spokenText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** The text of a cell by its type (`t`), its raw value and its format. */
export function cellText(
  type: string,
  raw: string | null,
  formula: boolean,
  context: { readonly shared: readonly string[]; readonly kind: NumberKind | undefined; readonly from1904: boolean },
): string {
  if (raw === null) return formula ? NOT_COMPUTED : ''
  switch (type) {
    case 's':
      return context.shared[Number(raw)] ?? ''
    case 'b':
      return raw === '1' || raw === 'true' ? 'true' : 'false'
    case 'd':
      return raw.replace('T', ' ').replace(/\.\d+|Z$/g, '')
    case 'e':
      return raw
    case 'str':
    case 'inlineStr':
      return spokenText(raw)
    default:
      return raw === '' ? '' : numberText(raw, context.kind ?? NUMBER, context.from1904)
  }
}
