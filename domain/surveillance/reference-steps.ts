import { type CountSeries, SurveillanceError, yearsBefore } from './series'

export interface ReferenceSettings {
  /** b: how many years back. */
  readonly years: number
  /** w: how many steps on each side of the same step of an earlier year. */
  readonly halfWindow: number
  /** 1: only the windows are used. Above: the steps between two windows too, in as many seasons as are left, all windows being the last season. */
  readonly seasons: number
  /** So many steps just before the judged one are left out, so that an outbreak that has begun does not raise its own baseline. */
  readonly leftOut: number
}

export interface ReferenceStep {
  readonly index: number
  /** 0 to seasons − 1; the windows, and so the judged step itself, are the last. */
  readonly season: number
}

/**
 * The steps that a step is judged by. Where a year has more steps between two windows than seasons, the first seasons are one step longer
 * (Noufaily et al. 2013; laid out as by R surveillance 1.20.3).
 *
 * @returns oldest first; null where the oldest window begins before the series
 * @throws SurveillanceError where there are more seasons than steps to share out
 */
export function referenceSteps(series: CountSeries, now: number, settings: ReferenceSettings): ReferenceStep[] | null {
  const { years, halfWindow, seasons, leftOut } = settings
  const anchors = Array.from({ length: years + 1 }, (_, back) => yearsBefore(series, now, years - back))
  const oldest = (anchors[0] ?? 0) - halfWindow
  if (oldest < 0) return null
  const last = seasons - 1
  const seasonOf = new Map<number, number>()
  for (const [place, anchor] of anchors.entries()) {
    for (let index = anchor - halfWindow; index <= anchor + halfWindow; index++) seasonOf.set(index, last)
    const next = anchors[place + 1]
    if (seasons > 1 && next !== undefined) shareOut(anchor + halfWindow + 1, next - halfWindow, last, seasonOf)
  }
  // Where the windows overlap (a year of few steps) the map holds each step once.
  return [...seasonOf]
    .filter(([index]) => index < now - leftOut && index >= oldest)
    .map(([index, season]) => ({ index, season }))
    .sort((a, b) => a.index - b.index)
}

function shareOut(from: number, until: number, blocks: number, seasonOf: Map<number, number>): void {
  const steps = until - from
  if (steps < blocks)
    throw new SurveillanceError(
      `${blocks + 1} seasons do not fit into a year with ${steps} steps between the windows; give at most ${Math.max(1, steps + 1)} seasons or a narrower window.`,
    )
  const size = Math.floor(steps / blocks)
  const longer = steps % blocks
  let index = from
  for (let block = 0; block < blocks; block++) {
    const end = index + size + (block < longer ? 1 : 0)
    for (; index < end; index++) seasonOf.set(index, block)
  }
}
