import type { Backtest } from './backtest'
import { SurveillanceError } from './series'

/** What one setting does: a backtest's figures with one parameter changed and all others as they are. */
export interface SweepRow {
  /** null: the settings as they are. */
  readonly parameter: string | null
  readonly value: unknown
  readonly alerts: number
  readonly falsePerMonth: number | null
  readonly precision: number | null
  readonly sensitivity: number | null
  readonly medianDelay: number | null
  readonly daysMissed: number
}

/** More runs than this are a search, not a look at what a parameter does. */
const MOST_RUNS = 100

/**
 * The effect of each parameter: the base first, then one row for each value of each parameter. A value equal to the base's is not run again.
 *
 * @throws SurveillanceError where more than a hundred runs are asked for
 */
export function sweep<Settings extends object>(
  base: Settings,
  grid: { readonly [Name in keyof Settings]?: readonly Settings[Name][] },
  run: (settings: Settings) => Backtest,
): readonly SweepRow[] {
  const changes = (Object.keys(grid) as (keyof Settings & string)[]).flatMap((parameter) =>
    (grid[parameter] ?? []).filter((value) => value !== base[parameter]).map((value) => ({ parameter, value })),
  )
  if (changes.length > MOST_RUNS)
    throw new SurveillanceError(`${changes.length} values are asked for; give at most ${MOST_RUNS} in all.`)
  return [
    row(null, null, run(base)),
    ...changes.map(({ parameter, value }) => row(parameter, value, run({ ...base, [parameter]: value }))),
  ]
}

function row(parameter: string | null, value: unknown, found: Backtest): SweepRow {
  const { alerts, falsePerMonth, precision, sensitivity, medianDelay, daysMissed } = found
  return { parameter, value, alerts: alerts.length, falsePerMonth, precision, sensitivity, medianDelay, daysMissed }
}
