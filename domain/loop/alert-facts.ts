import type { AlertState } from '../alert/state'

/** What the scoreboard counts of one alert. */
export interface AlertFacts {
  /** It called for somebody: neither explained by a silence of its place nor handled within another alert. */
  readonly counted: boolean
  /** It was handled or found false: only then it says something of its rule. */
  readonly settled: boolean
  readonly falseAlarm: boolean
  /** From rising to the first judgement (a task, or a false alarm), in hours of the calendar; null while nobody has judged. */
  readonly judgeHours: number | null
}

/**
 * Settled and false as the rule's precision counts them (domain/alert/precision): the share of false alarms is one less that precision.
 * @param judgedAt instant of the first task or of the mark as false
 */
export function alertFacts(alert: {
  readonly state: AlertState
  readonly raisedAt: Date
  readonly judgedAt: Date | null
}): AlertFacts {
  const { state, raisedAt, judgedAt } = alert
  const falseAlarm = state === 'falseAlarm'
  return {
    counted: state !== 'inhibited' && state !== 'merged',
    settled: falseAlarm || state === 'closed',
    falseAlarm,
    judgeHours: judgedAt === null ? null : Math.max(0, judgedAt.getTime() - raisedAt.getTime()) / 3_600_000,
  }
}
