import type { Language } from '../i18n/locale'

// Apart from periods, which bring the whole checking of calendar dates with them: a wall needs none of it.

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
