/** Event levels of the national emergency response: I 特别重大 · II 重大 · III 较大 · IV 一般. Colours live in the web's theme. */
export const LEVELS = ['I', 'II', 'III', 'IV'] as const
export type Level = (typeof LEVELS)[number]

/** Hours until the three clocks run out. Defaults of ours, configurable, never shown as policy. */
export interface Clocks {
  readonly sign: number
  readonly firstFeedback: number
  readonly close: number
}

export const DEFAULT_CLOCKS: Readonly<Record<Level, Clocks>> = {
  I: { sign: 0.25, firstFeedback: 1, close: 24 },
  II: { sign: 0.5, firstFeedback: 2, close: 72 },
  III: { sign: 4, firstFeedback: 24, close: 168 },
  IV: { sign: 24, firstFeedback: 72, close: 360 },
}

/** Due instants counted from the dispatch, wall-clock hours (24x7). */
export function dueTimes(level: Level, dispatchedAt: Date): { signBy: Date; feedbackBy: Date; closeBy: Date } {
  const after = (hours: number) => new Date(dispatchedAt.getTime() + hours * 3_600_000)
  const clocks = DEFAULT_CLOCKS[level]
  return { signBy: after(clocks.sign), feedbackBy: after(clocks.firstFeedback), closeBy: after(clocks.close) }
}
