/** What is remembered of lost drawings: when, and whether the device is now trusted with WebGL. */
export interface LossHistory {
  readonly at: readonly number[]
  readonly plain: boolean
}

const WINDOW_MS = 10 * 60_000
const PATIENCE = 3

/**
 * After a lost context: open again at once, then after 2 s, and from the third loss in ten minutes on draw without WebGL.
 * A wall that stands for weeks so survives a driver reset and does not flicker for ever on a broken one.
 */
export function nextAfterLoss(history: LossHistory, now: number): { history: LossHistory; waitMs: number } {
  const at = [...history.at.filter((one) => now - one < WINDOW_MS), now]
  return { history: { at, plain: history.plain || at.length >= PATIENCE }, waitMs: at.length === 1 ? 0 : 2_000 }
}
