import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { FORMULA } from '@cockpit/semantic-layer/workbook/csv-cell'

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

/** Whether a file is a reject file come back: one of the reason columns is among its headers. */
export function isSentAgain(headers: readonly string[]): boolean {
  return headers.some(isReasonColumn)
}

/** SQL that undoes what `csvCell` put before a value. */
export function restoredSql(text: string): string {
  return `CASE WHEN ${text}[1] = '''' AND regexp_matches(${text}, ${quoteText(`^'+${FORMULA}`)}) THEN substr(${text}, 2) ELSE ${text} END`
}
