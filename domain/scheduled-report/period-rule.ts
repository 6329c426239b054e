import { addDays, addMonths, type CalendarDate, calendarDate, mondayOf, partsOf, weekOf } from '../period/calendar'
import { type Period, parsePeriod, trailingMonths } from '../period/period'

/** Which days a report speaks of, seen from the day it falls due: always days that are over. */
export const PERIOD_RULES = [
  'lastDay',
  'lastWeek',
  'lastMonth',
  'lastQuarter',
  'lastHalf',
  'lastYear',
  'yearToLastMonth',
  'last12Months',
] as const
export type PeriodRule = (typeof PERIOD_RULES)[number]

/** The period of a rule on a day: 上月 on any day of March is February. 年初至今 ends with the last whole month; in January it is the whole year before. Pure. */
export function periodOn(rule: PeriodRule, day: CalendarDate): Period {
  const { year, month } = partsOf(day)
  const lastMonth = addMonths(calendarDate(year, month, 1), -1)
  switch (rule) {
    case 'lastDay':
      return parsePeriod(addDays(day, -1))
    case 'lastWeek': {
      const week = weekOf(addDays(mondayOf(day), -7))
      return parsePeriod(`${week.year}-W${String(week.week).padStart(2, '0')}`)
    }
    case 'lastMonth':
      return parsePeriod(lastMonth.slice(0, 7))
    case 'lastQuarter': {
      const quarter = Math.ceil(month / 3)
      return parsePeriod(quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`)
    }
    case 'lastHalf':
      return parsePeriod(month > 6 ? `${year}-H1` : `${year - 1}-H2`)
    case 'lastYear':
      return parsePeriod(String(year - 1))
    case 'yearToLastMonth':
      return parsePeriod(`${lastMonth.slice(0, 4)}-01..${lastMonth.slice(0, 7)}`)
    case 'last12Months':
      return trailingMonths(parsePeriod(lastMonth.slice(0, 7)), 12)
  }
}
