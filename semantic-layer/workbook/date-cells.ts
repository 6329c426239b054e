/** A day or an instant as a spreadsheet counts it. */
export interface DateCell {
  /** Days since 1899-12-30, the fraction is the time of the day in UTC. */
  readonly serial: number
  /** It has a time of the day. */
  readonly instant: boolean
}

export type Cell = string | number | DateCell

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/
const MILLISECONDS = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)
/** Before it spreadsheets disagree about the days: one of them knows a 29 February 1900. */
const FIRST = Date.UTC(1900, 2, 1)

/**
 * A line whose whole days (`2026-03-04`) and instants in UTC (`2026-03-04T05:06:07.000Z`) are real dates, so that they sort, filter and subtract;
 * formatted they read as they stood. Everything else stays what it is. Pure.
 */
export function withDates(line: readonly (string | number)[]): Cell[] {
  return line.map((value) => (typeof value === 'string' ? (dateOf(value) ?? value) : value))
}

function dateOf(text: string): DateCell | null {
  const instant = INSTANT.test(text)
  if (!instant && !DAY.test(text)) return null
  const at = Date.parse(instant ? text : `${text}T00:00:00Z`)
  // 2026-02-30 is no day: it stays a text.
  if (Number.isNaN(at) || at < FIRST || new Date(at).toISOString().slice(0, 10) !== text.slice(0, 10)) return null
  return { serial: (at - EPOCH) / MILLISECONDS, instant }
}
