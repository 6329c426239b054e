/**
 * Points that stand in three neighbours of which at least two are close to a limit, all three on the same side of the centre. The third one
 * is among them; only those that are close themselves are special.
 * @param close whether a point lies beyond two thirds of the way to its limit and not outside it
 * @param places +1 above the centre, −1 below, 0 on it
 */
export function inTwoOfThree(close: readonly boolean[], places: readonly number[]): boolean[] {
  const near = (i: number) => (close[i] ? 1 : 0)
  const place = (i: number) => places[i] ?? 0
  const holds = close.map(
    (_, i) => near(i) + near(i + 1) + near(i + 2) >= 2 && Math.abs(place(i) + place(i + 1) + place(i + 2)) === 3,
  )
  return close.map((_, i) => Boolean(holds[i - 2] || holds[i - 1] || holds[i]))
}
