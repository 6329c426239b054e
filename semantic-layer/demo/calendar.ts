/** A day of the demonstration: its text and how busy care by appointment is, mean 1 over the year. */
export interface DemoDay {
  readonly date: string
  /** Days since 1970-01-01. */
  readonly number: number
  readonly activity: number
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number
}

const WEEKDAYS = [0.5, 1.22, 1.14, 1.1, 1.07, 1.1, 0.72]
const SEASON = [1.03, 0.93, 1.05, 1.0, 0.98, 0.97, 0.99, 0.98, 0.98, 1.0, 1.04, 1.07]
/** First day of the lunar year; the week from its eve is quiet. */
const SPRING_FESTIVAL: Readonly<Record<number, string>> = {
  2020: '01-25',
  2021: '02-12',
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-03',
  2031: '01-23',
  2032: '02-11',
  2033: '01-31',
  2034: '02-19',
  2035: '02-08',
}

/** The days of a month, `yyyy-mm`. */
export function daysOf(month: string): DemoDay[] {
  const year = Number(month.slice(0, 4))
  const index = Number(month.slice(5)) - 1
  const first = dayNumber(year, index, 1)
  const mean = meanActivity(year)
  return Array.from({ length: dayNumber(year, index + 1, 1) - first }, (_, offset) => {
    const number = first + offset
    return { date: dateText(number), number, weekday: weekdayOf(number), activity: rawActivity(number, year) / mean }
  })
}

export function lastDayOf(month: string): string {
  return dateText(dayNumber(Number(month.slice(0, 4)), Number(month.slice(5)), 1) - 1)
}

const texts = new Map<number, string>()

/** `yyyy-mm-dd` of a day number; remembered, because a file asks for the same days again and again. */
export function dateText(number: number): string {
  let text = texts.get(number)
  if (text === undefined) {
    text = new Date(number * 86_400_000).toISOString().slice(0, 10)
    texts.set(number, text)
  }
  return text
}

function dayNumber(year: number, monthIndex: number, day: number): number {
  return Date.UTC(year, monthIndex, day) / 86_400_000
}

function weekdayOf(number: number): number {
  return (number + 4) % 7
}

const means = new Map<number, number>()

function meanActivity(year: number): number {
  let mean = means.get(year)
  if (mean === undefined) {
    const first = dayNumber(year, 0, 1)
    const days = dayNumber(year + 1, 0, 1) - first
    let sum = 0
    for (let offset = 0; offset < days; offset += 1) sum += rawActivity(first + offset, year)
    mean = sum / days
    means.set(year, mean)
  }
  return mean
}

function rawActivity(number: number, year: number): number {
  const date = dateText(number)
  const base = (WEEKDAYS[weekdayOf(number)] ?? 1) * (SEASON[Number(date.slice(5, 7)) - 1] ?? 1)
  return isHoliday(number, date, year) ? Math.min(base, 0.55) : base
}

function isHoliday(number: number, date: string, year: number): boolean {
  const day = date.slice(5)
  if (day === '01-01' || (day >= '05-01' && day <= '05-03') || (day >= '10-01' && day <= '10-07')) return true
  const spring = SPRING_FESTIVAL[year]
  if (!spring) return false
  const start = dayNumber(year, Number(spring.slice(0, 2)) - 1, Number(spring.slice(3)))
  return number >= start - 1 && number <= start + 6
}
