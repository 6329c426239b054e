import { monthEnd } from './world'

export function wholeMonths(period: { from: string; to: string }): boolean {
  return period.from.endsWith('-01') && period.to === monthEnd(period.to.slice(0, 7))
}
