import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import {
  type Comparing,
  moveSteps,
  type Sides,
  type Step,
  sidesOf,
  stepsOf,
  type Window,
} from '@cockpit/domain/indicator/time-shape'
import { addDays, type CalendarDate } from '@cockpit/domain/period/calendar'
import { type Grain, sameLastYear } from '@cockpit/domain/period/period'
import type { Span } from './fetch-values'

/** Where the two sides of a comparison are read, for a step of a line; a question without a line has the one step ''. */
interface SpansAt {
  /** This side, where it is not the cell's own figure. */
  readonly own?: Span
  readonly other: Span
  /** The step of `other` to read; '' where it is one span. */
  readonly otherAt: string
}

/** Everything one comparison of an indicator is read from. */
export interface ComparedSpans {
  readonly all: readonly Span[]
  has(at: string): boolean
  /** @throws Error for a step the line does not have */
  at(at: string): SpansAt
}

/**
 * The spans of a comparison. Whole steps of a line are compared with one line of earlier steps; a step that is cut by the question or
 * by the end of the data is compared with as much of an earlier one, and a figure over more than its step is asked by itself.
 */
export function comparisonOf(query: IndicatorQuery, window: Window, how: Comparing): ComparedSpans {
  const { period, series } = query
  if (!series) return spansOf(new Map([['', apart(sidesOf(period, window, how))]]))
  const steps = stepsOf(window, series)
  const shifted = how === 'sameLastYear' || how === 'previous' ? lineBefore(steps, series, how) : undefined
  return spansOf(
    new Map(
      steps.map((step) => {
        if (shifted && step.whole) return [step.at, { other: shifted, otherAt: stepBefore(step.at, series, how) }]
        return [step.at, apart(sidesOf(periodOf(step, series), step, how))]
      }),
    ),
  )
}

export function spanOf(window: Window, grain: Grain | undefined): Span {
  return { window, ...(grain ? { series: { grain, steps: stepsOf(window, grain) } } : {}) }
}

function spansOf(byStep: ReadonlyMap<string, SpansAt>): ComparedSpans {
  return {
    all: [...new Set([...byStep.values()].flatMap(({ own, other }) => (own ? [own, other] : [other])))],
    has: (at) => byStep.has(at),
    at(at) {
      const found = byStep.get(at)
      if (!found) throw new Error(`There is no step ${at} to compare.`)
      return found
    },
  }
}

function apart({ own, other }: Sides): SpansAt {
  return { ...(own ? { own: { window: own } } : {}), other: { window: other }, otherAt: '' }
}

/** The step as a period: up to its end where only its end is cut off, for then it is so far; a step whose begin is cut off is a run of days. */
function periodOf({ at, from, to }: Step, grain: Grain) {
  if (from !== at) return { from, to, grain: 'range' as const }
  return { from, to: addDays(moveSteps(at, grain, 1), -1), grain }
}

/** The line the whole steps are compared with; undefined when there are none. */
function lineBefore(steps: readonly Step[], grain: Grain, how: 'sameLastYear' | 'previous'): Span | undefined {
  const whole = steps.filter((step) => step.whole)
  const [first, last] = [whole[0], whole.at(-1)]
  if (!first || !last) return undefined
  const from = stepBefore(first.at, grain, how)
  return spanOf({ from, to: addDays(moveSteps(stepBefore(last.at, grain, how), grain, 1), -1) }, grain)
}

function stepBefore(at: CalendarDate, grain: Grain, how: Comparing): CalendarDate {
  if (how === 'previous') return moveSteps(at, grain, -1)
  return sameLastYear({ from: at, to: addDays(moveSteps(at, grain, 1), -1), grain }).from
}
