import type { DateTimeFormatOptions } from 'next-intl'

/** Month, day and minute: everything on this page happened or falls due within weeks. */
export const MOMENT = {
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const satisfies DateTimeFormatOptions
