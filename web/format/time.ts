import { type CalendarDate, partsOf, weekOf } from '@cockpit/domain/period/calendar'
import { isWholeMonths, type Period } from '@cockpit/domain/period/period'
import type { Language } from '../i18n/locale'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A period as a heading: `2026年10月`, `2026年第3季度`, `2026年1–10月`, `Jan–Oct 2026`. */
export function periodText(period: Period, language: Language): string {
  const from = partsOf(period.from)
  const to = partsOf(period.to)
  const zh = language === 'zh'
  switch (period.grain) {
    case 'year':
      return zh ? `${from.year}年` : String(from.year)
    case 'half':
      return zh ? `${from.year}年${from.month > 6 ? '下' : '上'}半年` : `H${from.month > 6 ? 2 : 1} ${from.year}`
    case 'week': {
      const { year, week } = weekOf(period.from)
      return zh ? `${year}年第${week}周` : `Week ${week}, ${year}`
    }
    case 'quarter': {
      const quarter = Math.ceil(from.month / 3)
      return zh ? `${from.year}年第${quarter}季度` : `Q${quarter} ${from.year}`
    }
    case 'month':
      return monthText(from.year, from.month, language)
    case 'day':
      return dayText(period.from, language)
    case 'range':
      if (!isWholeMonths(period)) return `${dayText(period.from, language)}–${dayText(period.to, language)}`
      if (from.year !== to.year)
        return `${monthText(from.year, from.month, language)}–${monthText(to.year, to.month, language)}`
      if (from.month === to.month) return monthText(from.year, from.month, language)
      return zh
        ? `${from.year}年${from.month}–${to.month}月`
        : `${MONTHS[from.month - 1]}–${MONTHS[to.month - 1]} ${from.year}`
  }
}

export function monthText(year: number, month: number, language: Language): string {
  return language === 'zh' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`
}

export function dayText(date: CalendarDate, language: Language): string {
  const { year, month, day } = partsOf(date)
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`
}

/** A month on a narrow axis: `10月`, or `2026` at January so that the year is told once. */
export function axisMonth(at: string, language: Language): string {
  const month = Number(at.slice(5, 7))
  if (month === 1) return at.slice(0, 4)
  return language === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? '')
}
