import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { ShortForm } from './faults'

const DAYS = ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日']
const TIMES = ['%H:%M:%S', '%H:%M', '%H:%M:%S.%g']
const SEPARATED = [
  ...DAYS,
  ...['%Y-%m-%d', '%Y/%m/%d'].flatMap((day) => TIMES.flatMap((time) => [`${day} ${time}`, `${day}T${time}`])),
]
const COMPACT = ['%Y%m%d', '%Y%m%d%H%M', '%Y%m%d%H%M%S']
const MONTHS = ['%Y-%m', '%Y/%m', '%Y.%m', '%Y年%m月']

/**
 * A date and time as hospitals write it: 2026-10-05 14:30:00, 2026/10/5 8:05, 20261005, 20261005143000, 2026年10月5日.
 * A time zone is refused (NULL): the clock is the province's, and an offset would silently move the hour.
 * A text that starts with no digit is not tried: strptime takes "infinity" and "epoch" for days.
 * The common form is told by its shape and cast at once; the rest goes through the slower lists.
 */
export function timestampSql(text: string): string {
  return `CASE WHEN ${shapedSql(text, ['____-__-__ __:__:__', '____-__-__', '____-__-__ __:__'])} THEN TRY_CAST(${text} AS TIMESTAMP) ELSE ${anyTimestampSql(text)} END`
}

/** A likeness costs a tenth of what taking a character out does. What ends in a zone's Z or in a sign is left to the slow way. */
function shapedSql(text: string, shapes: readonly string[]): string {
  const like = shapes.map((shape) => `${text} LIKE '${shape}'`)
  const ends = ['Z', ':', '.'].map((sign) => `${text} NOT LIKE '%${sign}'`)
  return `(${like.join(' OR ')}) AND ${ends.join(' AND ')}`
}

/** The slow way alone, which every text may go: what the fast way must agree with. */
export function anyTimestampSql(text: string): string {
  const padded = `length(${text}) IN (10, 16, 19) AND ${text}[8] = ${text}[5] AND ${text}[5] IN ('-', '/') AND right(${text}, 1) BETWEEN '0' AND '9'`
  const compact = `length(${text}) IN (8, 12, 14) AND ${text}[5] BETWEEN '0' AND '9'`
  return `CASE WHEN ${padded} THEN TRY_CAST(${text} AS TIMESTAMP) WHEN ${compact} THEN try_strptime(${text}, ${list(COMPACT)}) WHEN ${text}[1] BETWEEN '0' AND '9' THEN try_strptime(${text}, ${list(SEPARATED)}) END`
}

/**
 * A day in the same forms (a time after it is dropped); for a month column also 2026-10, 202610 and 2026年10月, for a year column also 2026 and,
 * in the careful reading, 2026年: its first or its last day.
 */
export function dateSql(text: string, short: ShortForm | null): string {
  const day = `(CASE WHEN ${shapedSql(text, ['____-__-__'])} THEN TRY_CAST(${text} AS TIMESTAMP) ELSE ${anyTimestampSql(text)} END)::DATE`
  switch (short) {
    case null:
      return day
    case 'month-start':
      return `coalesce(${day}, (${monthSql(text)})::DATE)`
    case 'month-end':
      return `coalesce(${day}, last_day((${monthSql(text)})::DATE))`
    case 'year-start':
      return `coalesce(${day}, (${yearSql(text)})::DATE)`
    case 'year-end':
      return `coalesce(${day}, last_day(((${yearSql(text)})::DATE + INTERVAL 11 MONTH)::DATE))`
  }
}

function monthSql(text: string): string {
  return `CASE WHEN length(${text}) = 6 AND ${text}[5] BETWEEN '0' AND '9' THEN try_strptime(${text}, '%Y%m') WHEN ${text}[1] BETWEEN '0' AND '9' THEN try_strptime(${text}, ${list(MONTHS)}) END`
}

function yearSql(text: string): string {
  return `CASE WHEN regexp_full_match(${text}, '\\d{4}') THEN try_strptime(${text}, '%Y') END`
}

function list(formats: readonly string[]): string {
  return `[${formats.map(quoteText).join(', ')}]`
}
