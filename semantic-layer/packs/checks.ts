import type { RowCheck } from './contract'

/** A part that is larger than its whole: the row is not believed. */
export function within(part: string, whole: string, zh: string, en: string): RowCheck {
  return {
    id: `${part.replaceAll('_', '-')}-above-${whole.replaceAll('_', '-')}`,
    column: part,
    brokenWhen: `${part} > ${whole}`,
    message: { zh, en },
    severity: 'reject',
  }
}

export const monthBegins: RowCheck = {
  id: 'month-start-is-first-day',
  column: 'month_start',
  brokenWhen: 'day(month_start) <> 1',
  message: { zh: '日期应为当月1日', en: 'The date must be the first day of its month' },
  severity: 'reject',
}

export const yearBegins: RowCheck = {
  id: 'year-start-is-first-day',
  column: 'year_start',
  brokenWhen: 'dayofyear(year_start) <> 1',
  message: { zh: '日期应为当年1月1日', en: 'The date must be the first day of its year' },
  severity: 'reject',
}

/** `later` may be empty; then nothing is wrong with it. */
export function notBefore(later: string, earlier: string, zh: string, en: string): RowCheck {
  return {
    id: `${later.replaceAll('_', '-')}-before-${earlier.replaceAll('_', '-')}`,
    column: later,
    brokenWhen: `${later} < ${earlier}`,
    message: { zh, en },
    severity: 'reject',
  }
}
