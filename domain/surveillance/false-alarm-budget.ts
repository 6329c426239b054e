import type { CalendarDate } from '../period/calendar'
import { SurveillanceError } from './series'
import type { Verdict } from './verdict'

/**
 * The largest chance that may be called a finding, so that of all findings at most the share `rate` is expected to be false (Benjamini and Hochberg 1995,
 * doi:10.1111/j.2517-6161.1995.tb02031.x): the largest p_(i) with p_(i) <= i ÷ m · rate. Holds for independent and for positively dependent tests, as
 * neighbouring areas are.
 *
 * @returns null where nothing may be called one
 */
export function discoveryCut(chances: readonly number[], rate: number): number | null {
  if (!(rate > 0 && rate < 1))
    throw new SurveillanceError(`A false discovery rate of ${rate} is no share; give one such as 0.1.`)
  const sorted = [...chances].sort((a, b) => a - b)
  for (let at = sorted.length - 1; at >= 0; at--) {
    const chance = sorted[at] ?? 1
    if (chance <= ((at + 1) / sorted.length) * rate) return chance
  }
  return null
}

/** The verdicts of one series among many: an area and a disease, an institution and an indicator. */
export interface NamedVerdicts {
  readonly area: string
  readonly subject: string
  readonly verdicts: readonly Verdict[]
}

export interface BudgetSettings {
  /** Share of the alerts that may be false. */
  readonly rate: number
  /** False alarms a month that people can bear, over all series together; null: no budget. */
  readonly perMonth: number | null
  /** The chance of an alarm that the rule was set to, for the number to be expected without correction. */
  readonly tail: number
}

export interface BudgetMonth {
  readonly month: string
  /** Judged steps that have a chance. */
  readonly tests: number
  /** False alarms to be expected of the rule alone: tests × tail. */
  readonly expectedFalse: number
  readonly alarms: number
  /** Alarms whose chance is within the cut. */
  readonly kept: number
  /** The cut: the smaller of the false discovery rate's and perMonth ÷ tests. Null: no alarm is kept. */
  readonly cut: number | null
  /** Alarms of methods without a chance (C3, CUSUM), which no rate can hold; they are not among the others. */
  readonly unbudgeted: number
}

export interface KeptAlarm {
  readonly area: string
  readonly subject: string
  readonly date: CalendarDate
  readonly chance: number
}

/**
 * Holds the false alarms of many series together, month by month: an alarm is kept where its own rule raised it, it is a finding at the false
 * discovery rate among all tests of the month, and the budget of the month bears its chance.
 */
export function withinBudget(
  series: readonly NamedVerdicts[],
  settings: BudgetSettings,
): { readonly months: readonly BudgetMonth[]; readonly kept: readonly KeptAlarm[] } {
  const { rate, perMonth, tail } = settings
  if (perMonth !== null && !(perMonth > 0))
    throw new SurveillanceError(
      `A budget of ${perMonth} false alarms a month keeps none; give a number above 0, or null.`,
    )
  const byMonth = new Map<string, { tests: (KeptAlarm & { alarm: boolean })[]; unbudgeted: number }>()
  for (const { area, subject, verdicts } of series)
    for (const one of verdicts) {
      if (one.kind !== 'judged') continue
      const month = one.date.slice(0, 7)
      const group = byMonth.get(month) ?? { tests: [], unbudgeted: 0 }
      byMonth.set(month, group)
      if (one.chance === null) group.unbudgeted += one.alarm ? 1 : 0
      else group.tests.push({ area, subject, date: one.date, chance: one.chance, alarm: one.alarm })
    }
  const kept: KeptAlarm[] = []
  const months = [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { tests, unbudgeted }]): BudgetMonth => {
      const found = discoveryCut(
        tests.map((test) => test.chance),
        rate,
      )
      const cut = found === null || perMonth === null ? found : Math.min(found, perMonth / tests.length)
      const alarms = tests.filter((test) => test.alarm)
      const held = cut === null ? [] : alarms.filter((test) => test.chance <= cut)
      kept.push(...held.map(({ area, subject, date, chance }) => ({ area, subject, date, chance })))
      return {
        month,
        tests: tests.length,
        expectedFalse: tests.length * tail,
        alarms: alarms.length,
        kept: held.length,
        cut,
        unbudgeted,
      }
    })
  return { months, kept }
}
