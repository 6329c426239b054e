/** China's clock, which the field shows wherever the browser stands. */
const AHEAD_MS = 8 * 3_600_000

/** The value of a `MomentField` for an instant: `2026-11-22T16:05`. */
export function fieldOf(instant: Date): string {
  return new Date(instant.getTime() + AHEAD_MS).toISOString().slice(0, 16)
}

/** The instant a `MomentField` says; an invalid date when it is empty or half filled. */
export function instantOf(field: string): Date {
  return new Date(`${field.slice(0, 16)}:00+08:00`)
}
