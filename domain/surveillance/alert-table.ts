import type { Backtest } from './backtest'

/** One area in one month, over all its series. */
export interface AlertCell {
  readonly area: string
  readonly month: string
  readonly alerts: number
  readonly falseAlerts: number
}

/**
 * Alerts by area and month out of the backtests of many series. An area and month without a cell was not judged in any of them; 0 was judged and calm.
 *
 * @returns by area in the given order, then by month
 */
export function alertTable(
  series: readonly { readonly area: string; readonly found: Backtest }[],
): readonly AlertCell[] {
  const areas = new Map<string, Map<string, AlertCell>>()
  for (const { area, found } of series) {
    const cells = areas.get(area) ?? new Map<string, AlertCell>()
    areas.set(area, cells)
    for (const { month, alerts, falseAlerts } of found.months) {
      const before = cells.get(month) ?? { area, month, alerts: 0, falseAlerts: 0 }
      cells.set(month, { ...before, alerts: before.alerts + alerts, falseAlerts: before.falseAlerts + falseAlerts })
    }
  }
  return [...areas.values()].flatMap((cells) => [...cells.values()].sort((a, b) => (a.month < b.month ? -1 : 1)))
}
