import { PUBLISHED_YEARS, type PublishedYear } from './published-days'

/** China has one time, eight hours ahead of UTC, without summer time since 1992. */
const AHEAD_MS = 8 * 3_600_000
export const DAY_MS = 86_400_000

export interface DayKind {
  readonly working: boolean
  /** False when the year's notice is not in the table: then weekends only are free, and a screen says so. */
  readonly published: boolean
  readonly holiday: string | null
}

/** Days since 1970-01-01 of the day that this instant belongs to in China. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() + AHEAD_MS) / DAY_MS)
}

/** The instant at which a day begins in China. @param day as `dayOf` gives it */
export function startOfDay(day: number): number {
  return day * DAY_MS - AHEAD_MS
}

/** Milliseconds since midnight in China. */
export function timeOfDay(at: Date): number {
  return at.getTime() - startOfDay(dayOf(at))
}

interface Known {
  readonly holidays: ReadonlyMap<number, string>
  readonly workdays: ReadonlySet<number>
}

const numberOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS

function known(year: PublishedYear): Known {
  const holidays = new Map<number, string>()
  for (const [name, first, last] of year.holidays)
    for (let day = numberOf(first); day <= numberOf(last); day++) holidays.set(day, name)
  return { holidays, workdays: new Set(year.workdays.map(numberOf)) }
}

const KNOWN = new Map(Object.entries(PUBLISHED_YEARS).map(([year, published]) => [Number(year), known(published)]))

/** Whether people work on this day in China. @param day as `dayOf` gives it */
export function dayKind(day: number): DayKind {
  const date = new Date(day * DAY_MS)
  const weekday = date.getUTCDay()
  const weekend = weekday === 0 || weekday === 6
  const year = KNOWN.get(date.getUTCFullYear())
  if (!year) return { working: !weekend, published: false, holiday: null }
  const holiday = year.holidays.get(day) ?? null
  return { working: holiday === null && (!weekend || year.workdays.has(day)), published: true, holiday }
}

/** The years between two instants whose holidays nobody has entered. */
export function unpublishedYears(from: Date, to: Date): number[] {
  const first = new Date(dayOf(from) * DAY_MS).getUTCFullYear()
  const last = new Date(dayOf(to) * DAY_MS).getUTCFullYear()
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => first + i).filter((year) => !KNOWN.has(year))
}
