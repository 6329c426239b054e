import { type CalendarDate, partsOf } from '@cockpit/domain/period/calendar'
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

/** An instant on the province's clock (UTC+8): `2026-11-20 08:40`. */
export function instantText(instant: string | Date): string {
  const at = typeof instant === 'string' ? new Date(instant) : instant
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** How long ago in one word: `刚刚`, `12 分钟前`, `3 小时前`, `5 天前`. */
export function ageText(instant: string | Date, now: Date, language: Language): string {
  const minutes = Math.floor((now.getTime() - new Date(instant).getTime()) / 60_000)
  const zh = language === 'zh'
  if (minutes < 1) return zh ? '刚刚' : 'just now'
  if (minutes < 60) return zh ? `${minutes} 分钟前` : `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return zh ? `${hours} 小时前` : `${hours} h ago`
  const days = Math.floor(hours / 24)
  return zh ? `${days} 天前` : `${days} days ago`
}

/** Time left until a deadline, or how far past it: `剩 1 小时 39 分`, `超期 2 天`. */
export function remainingText(deadline: string | Date, now: Date, language: Language): { late: boolean; text: string } {
  const minutes = Math.round((new Date(deadline).getTime() - now.getTime()) / 60_000)
  const late = minutes < 0
  const span = spanText(Math.abs(minutes), language)
  if (language === 'zh') return { late, text: late ? `超期 ${span}` : `剩 ${span}` }
  return { late, text: late ? `${span} late` : `${span} left` }
}

function spanText(minutes: number, language: Language): string {
  const zh = language === 'zh'
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  if (days >= 2) return zh ? `${days} 天` : `${days} d`
  if (minutes >= 60) {
    const all = days * 24 + hours
    return zh ? `${all} 小时${rest ? ` ${rest} 分` : ''}` : `${all} h${rest ? ` ${rest} min` : ''}`
  }
  return zh ? `${minutes} 分` : `${minutes} min`
}
