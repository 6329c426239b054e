/** Figures that notes may concern: one place's, of one indicator or several, over some days. */
export interface NotedLine {
  readonly indicators: readonly string[]
  /** First and last day, `yyyy-mm-dd`. */
  readonly from: string
  readonly to: string
}

/** What of a note says whether it concerns a line; no indicator: all of its place. */
interface Noted {
  readonly indicator: string | null
  readonly from: string
  readonly to: string
}

/** Whether a note of a line's place, or of an area above it, stands beside the line. Pure. */
export function concerns({ indicator, from, to }: Noted, line: NotedLine): boolean {
  return (indicator === null || line.indicators.includes(indicator)) && from <= line.to && to >= line.from
}
