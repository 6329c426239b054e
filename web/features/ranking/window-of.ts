/** Rows above and below the visible ones that are drawn too, so that a fast wheel finds them there. */
const SPARE = 8

export interface Window {
  readonly first: number
  /** Exclusive. */
  readonly end: number
}

/**
 * Which rows of a long list are drawn.
 * @param top pixels scrolled away, height of the box and of a row in pixels
 */
export function windowOf(top: number, height: number, row: number, count: number): Window {
  if (!(row > 0) || count === 0) return { first: 0, end: 0 }
  const at = Math.min(Math.max(0, top), Math.max(0, count * row - height))
  const first = Math.max(0, Math.floor(at / row) - SPARE)
  return { first, end: Math.min(count, Math.ceil((at + height) / row) + SPARE) }
}
