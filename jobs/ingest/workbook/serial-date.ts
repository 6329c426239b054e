const DAY = 86_400_000
const HALF_SECOND = 0.5 / 86_400

/**
 * A spreadsheet's day number as a date, `yyyy-mm-dd`, with ` hh:mm:ss` when it has a fraction, to the second; `hh:mm:ss` alone for a
 * time of day below 1. Days count from 1900-01-01 = 1, with the 29 February 1900 that never was as day 60 (given as such, so that
 * it is rejected as no date), or from 1904-01-01 = 0.
 * @returns null for what is no day: negative, or beyond the year 9999.
 */
export function serialDate(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  let day = Math.floor(serial + HALF_SECOND)
  const seconds = Math.max(0, Math.round((serial - day) * 86_400))
  const time = new Date(seconds * 1000).toISOString().slice(11, 19)
  if (day === 0 && !from1904) return time
  if (!from1904 && day === 60) return '1900-02-29'
  if (!from1904 && day < 60) day += 1
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const date = new Date(epoch + day * DAY).toISOString().slice(0, 10)
  return seconds === 0 ? date : `${date} ${time}`
}
