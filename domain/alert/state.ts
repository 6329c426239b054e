/** 待处置 · 已派发 · 误报 · 已办结. */
export const ALERT_STATES = ['open', 'dispatched', 'falseAlarm', 'closed'] as const
export type AlertState = (typeof ALERT_STATES)[number]
