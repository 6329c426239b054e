/**
 * Which of many rows of one height stand in a window of a list, with some to spare above and below, so that a fast scroll shows no gap.
 * @param scrolled pixels the list is scrolled down
 * @returns first index and the one after the last
 */
export function windowOf(
  { count, height, scrolled, visible }: { count: number; height: number; scrolled: number; visible: number },
  spare = 12,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / height)) - spare)
  const end = Math.min(count, Math.ceil((scrolled + visible) / height) + spare)
  return { first: Math.min(first, end), end }
}
