import { moveSteps, stepStart } from '@cockpit/domain/indicator/time-shape'
import { addDays } from '@cockpit/domain/period/calendar'
import type { Span } from './fetch-values'

/** Spans without a line by which whole ones are known; a week is not among them, because no rollup keeps it. */
const GRAINS = ['month', 'quarter', 'year'] as const
type RunGrain = (typeof GRAINS)[number]

/** Spans that one question answers. */
export interface Run {
  /** What is asked: the span itself, or a line whose steps are the spans. */
  readonly asked: Span
  /** Each span with the step it is of `asked`; '' where it is asked by itself. */
  readonly spans: readonly { readonly span: Span; readonly at: string }[]
}

/**
 * Puts whole months that follow one another into one line of months, quarters and years likewise: a figure and the one it is compared with
 * are then one question instead of two. What is cut by a day, stands apart or is a line already is asked by itself.
 */
export function runsOf(spans: readonly Span[]): Run[] {
  const runs: Run[] = []
  const whole = new Map<RunGrain, Span[]>()
  for (const span of spans) {
    const grain = span.series ? undefined : GRAINS.find((one) => isWhole(span, one))
    if (grain) whole.set(grain, [...(whole.get(grain) ?? []), span])
    else runs.push(alone(span))
  }
  for (const [grain, some] of whole)
    for (const run of neighbours(some)) runs.push(run.length > 1 ? lineOf(run, grain) : alone(run[0] as Span))
  return runs
}

function isWhole({ window: { from, to } }: Span, grain: RunGrain): boolean {
  return from === stepStart(from, grain) && to === addDays(moveSteps(from, grain, 1), -1)
}

/** Spans in their order, parted where a day lies between two. */
function neighbours(spans: readonly Span[]): Span[][] {
  const runs: Span[][] = []
  for (const span of [...spans].sort((a, b) => (a.window.from < b.window.from ? -1 : 1))) {
    const last = runs.at(-1)?.at(-1)
    if (last && addDays(last.window.to, 1) === span.window.from) runs.at(-1)?.push(span)
    else runs.push([span])
  }
  return runs
}

function alone(span: Span): Run {
  return { asked: span, spans: [{ span, at: '' }] }
}

function lineOf(run: readonly Span[], grain: RunGrain): Run {
  const [first, last] = [run[0] as Span, run.at(-1) as Span]
  const steps = run.map(({ window }) => ({ at: window.from, ...window, whole: true }))
  return {
    asked: { window: { from: first.window.from, to: last.window.to }, series: { grain, steps } },
    spans: run.map((span) => ({ span, at: span.window.from })),
  }
}
