/**
 * Points that stand in three neighbours of which at least two are close to a limit, all three on the same side of the centre. The third one
 * is among them; only those that are close themselves are special.
 * @param close whether a point lies beyond two thirds of the way to its limit and not outside it
 * @param places +1 above the centre, −1 below, 0 on it
 */
export function inTwoOfThree(close: readonly boolean[], places: readonly number[]): boolean[] {
  const holds = (first: number) => {
    const three = [first, first + 1, first + 2]
    return (
      three.filter((i) => close[i]).length >= 2 && Math.abs(three.reduce((sum, i) => sum + (places[i] ?? 0), 0)) === 3
    )
  }
  return close.map((_, i) => [i - 2, i - 1, i].some(holds))
}
