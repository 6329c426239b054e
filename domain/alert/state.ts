/** 待处置 · 已派发 · 误报 · 已办结 · 已抑制（被数据中断覆盖）· 已合并. */
export const ALERT_STATES = ['open', 'dispatched', 'falseAlarm', 'closed', 'inhibited', 'merged'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** States in which somebody still owes an alert something. */
export const LIVE_ALERT_STATES = ['open', 'dispatched'] as const satisfies readonly AlertState[]

export function isLive(state: AlertState): boolean {
  return LIVE_ALERT_STATES.some((live) => live === state)
}
