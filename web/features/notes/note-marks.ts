/** A note as a line of figures shows it: between which of its steps, and by which number it is found in the list. */
export interface NoteMark {
  readonly from: number
  readonly to: number
  readonly label: string
}

/**
 * Where notes stand on a monthly line. A note that began before the line or goes on after it is drawn as far as the line goes; one that
 * lies outside is not drawn. Labels are the notes' numbers in the list, from 1. Pure.
 * @param months `yyyy-mm`, oldest first
 */
export function noteMarks(
  notes: readonly { readonly from: string; readonly to: string }[],
  months: readonly string[],
): NoteMark[] {
  return notes.flatMap(({ from, to }, n) => {
    const first = months.findIndex((month) => month >= from.slice(0, 7))
    const last = months.findLastIndex((month) => month <= to.slice(0, 7))
    return first < 0 || last < first ? [] : [{ from: first, to: last, label: String(n + 1) }]
  })
}
