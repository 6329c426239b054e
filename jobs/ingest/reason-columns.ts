import { quoteText } from '@cockpit/semantic-layer/lake/sql'

/**
 * Columns that a reject file has beyond the sender's own, in this order: where the row was rejected before (`<batch>:<line>`, oldest
 * first, separated by blanks), its line in the file at hand, and what is wrong with it. A reject file that is corrected and sent
 * again still has them; they are then read past in silence.
 */
export const REASON_COLUMNS = ['_origin', '_line', '_field', '_value', '_reason'] as const

export function isReasonColumn(header: string): boolean {
  const plain = header.normalize('NFKC').trim().toLowerCase()
  return REASON_COLUMNS.some((name) => name === plain)
}

/** Whether a file is a reject file come back: it has any of the reason columns. */
export function isSentAgain(headers: readonly string[]): boolean {
  return headers.some(isReasonColumn)
}

const FORMULA = '[=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20]'
const RISKY = new RegExp(`^'*${FORMULA}`, 'u')
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/**
 * One cell of a CSV that a spreadsheet may open: a leading = + - @ would be run as a formula, so an apostrophe goes before it, unless
 * it is simply a number. A value that begins with apostrophes and such a sign gets one more, so that taking one away gives back
 * exactly what was there (`restoredSql`).
 */
export function cell(value: string): string {
  const safe = RISKY.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** SQL that undoes what `cell` put before a value. */
export function restoredSql(text: string): string {
  return `CASE WHEN ${text}[1] = '''' AND regexp_matches(${text}, ${quoteText(`^'+${FORMULA}`)}) THEN substr(${text}, 2) ELSE ${text} END`
}
