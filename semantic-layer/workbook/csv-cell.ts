/** Signs with which a spreadsheet begins a formula, of full width too, as a character class. */
export const FORMULA = '[=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20]'
const RISKY = new RegExp(`^'*${FORMULA}`, 'u')
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/**
 * One cell of a CSV that a spreadsheet may open: a leading = + - @ would be run as a formula, so an apostrophe goes before it, unless
 * it is simply a number. A value that begins with apostrophes and such a sign gets one more, so that taking one away gives back
 * exactly what was there.
 */
export function csvCell(value: string): string {
  const safe = RISKY.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
