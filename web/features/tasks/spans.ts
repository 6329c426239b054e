type Span = readonly [from: string, until: string]

/** As many as the settings take. */
const MOST = 4
const DAY_END = 24 * 60

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** One more span of an hour, half an hour after the last, to be set to what it should be; null where the day has no room or there are four. */
export function withOneMore(spans: readonly Span[]): [string, string][] | null {
  const last = spans.at(-1)
  const from = last ? minutesOf(last[1]) + 30 : 8 * 60 + 30
  if (spans.length >= MOST || !(from + 60 < DAY_END)) return null
  return [...spans.map(([a, b]): [string, string] => [a, b]), [timeOf(from), timeOf(from + 60)]]
}

/** Without one of them; null where it is the only one, for a working day has to have working time. */
export function without(spans: readonly Span[], at: number): [string, string][] | null {
  return spans.length <= 1 ? null : spans.filter((_, i) => i !== at).map(([a, b]): [string, string] => [a, b])
}
