/** How the number of a cell is meant, by the format it is shown in. */
export type NumberKind =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'date' }
  /** Year and month alone are shown. */
  | { readonly kind: 'month' }
  /** Zeros alone: 000123. A code whose leading zeros the number itself has lost. */
  | { readonly kind: 'digits'; readonly width: number }

export const NUMBER: NumberKind = { kind: 'number' }

/**
 * Meaning of the formats that have a number and no text, ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in Chinese and
 * Japanese workbooks, among them 57 and 27 and 50 to 53 without a day.
 */
export function builtInFormat(id: number): NumberKind {
  if (id === 9 || id === 10) return { kind: 'percent' }
  if ([17, 27, 50, 52, 57].includes(id)) return { kind: 'month' }
  if ((id >= 14 && id <= 22) || (id >= 28 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return { kind: 'date' }
  return NUMBER
}

/** @param code a format such as `yyyy"年"m"月"d"日"`, `[$-804]yyyy/m/d;@`, `0.0%`, `000000` */
export function formatKind(code: string): NumberKind {
  const first = (code.split(';')[0] ?? '')
    .replace(/\\./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/_./g, '')
    .replace(/\*./g, '')
  const bare = first.replace(/\[(?!h|m|s)[^\]]*\]/gi, '').toLowerCase()
  if (/^0{2,}$/.test(bare)) return { kind: 'digits', width: bare.length }
  if (bare.includes('%')) return { kind: 'percent' }
  const signs = bare.replace(/am\/pm|a\/p|上午\/下午|general/g, '')
  if (!/[ymdhs]/.test(signs) || /[0#?]/.test(signs.replace(/[s]\.0+/g, ''))) return NUMBER
  if (/y/.test(signs) && /m/.test(signs) && !/[dhs]/.test(signs)) return { kind: 'month' }
  return { kind: 'date' }
}
