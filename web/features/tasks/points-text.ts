/** A point of a checklist as a template keeps it. */
export interface Point {
  readonly text: string
  readonly required: boolean
}

/** One point a line; a star before it makes it required. Empty lines say nothing; at most 30 points of 200 signs. */
export function pointsFrom(text: string): Point[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => ({ required: /^[*＊]/.test(line), text: line.replace(/^[*＊]\s*/, '').slice(0, 200) }))
    .filter((point) => point.text !== '')
    .slice(0, 30)
}

export function pointsText(points: readonly Point[]): string {
  return points.map(({ text, required }) => `${required ? '* ' : ''}${text}`).join('\n')
}
