import { recoveryOf } from '../rules/episode'
import type { RuleState } from '../rules/verdict'

/** What the rule said of the task's place in one step. `at` is when it said so. */
export interface RecordedStep {
  /** First day of the step. */
  readonly step: string
  readonly state: RuleState
  readonly at: Date
}

export interface RecoverySeen {
  readonly recovered: boolean
  readonly window: number
  /** `inside` null: not judged or held back, from which nothing follows. */
  readonly steps: readonly { readonly at: string; readonly inside: boolean | null }[]
}

const INSIDE: Readonly<Record<RuleState, boolean | null>> = {
  ...{ calm: true, fires: false, held: null, 'not-judged': null },
}

/**
 * Whether the indicator of a finding is back inside its limit: from the step of the finding on, in each of the last `window` steps.
 * @param recorded oldest first, one of each step
 * @param since first day of the finding's step
 */
export function recoverySeen(recorded: readonly RecordedStep[], since: string, window: number): RecoverySeen {
  const later = recorded.filter(({ step }) => step >= since)
  const { recovered } = recoveryOf(
    { recovery: window },
    later.map(({ state }) => state),
  )
  return { recovered, window, steps: later.map(({ step, state }) => ({ at: step, inside: INSIDE[state] })) }
}

/**
 * Whether a task that is closed has relapsed (复发): its rule fired again for a later step than the finding's, said after the closing and within
 * the days in which that counts.
 */
export function hasRelapsed(
  recorded: readonly RecordedStep[],
  task: { readonly since: string; readonly closedAt: Date; readonly relapseDays: number },
): boolean {
  const until = task.closedAt.getTime() + task.relapseDays * 86_400_000
  return recorded.some(
    ({ step, state, at }) => state === 'fires' && step > task.since && at > task.closedAt && at.getTime() <= until,
  )
}
