/**
 * Ends of a value axis that hold every given number with some air, on round steps.
 * @param anchors numbers that must be visible (values, limits); withheld ones are left out
 * @param fromZero bars start at nought, lines need not
 * @returns `[low, high, step]`; `[0, 1, 0.5]` when there is nothing to show
 */
export function axisRange(
  anchors: readonly (number | null | undefined)[],
  { fromZero = false, steps = 4 }: { fromZero?: boolean; steps?: number } = {},
): [low: number, high: number, step: number] {
  const known = anchors.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  if (known.length === 0) return [0, 1, 0.5]
  let low = fromZero ? Math.min(0, ...known) : Math.min(...known)
  let high = fromZero ? Math.max(0, ...known) : Math.max(...known)
  // What is near the smallest number there is counts as nothing: one cannot step by its tenth. So does what a sum in another order differs by:
  // steps as fine as that would be lost in the digits of the number they are added to.
  if (high - low < Math.max(1e-90, 1e-8 * Math.max(Math.abs(low), Math.abs(high)))) {
    const air = Math.abs(low) > 1e-90 ? Math.abs(low) * 0.1 : 1
    low -= fromZero && low === 0 ? 0 : air
    high += air
  }
  const nonNegative = known.every((value) => value >= 0)
  const step = roundStep((high - low) / steps)
  const floor = Math.floor(low / step + 1e-9) * step
  const ceiling = Math.ceil(high / step - 1e-9) * step
  return [onStep(nonNegative ? Math.max(0, floor) : floor, step), onStep(ceiling, step), step]
}

function roundStep(raw: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const digit = raw / magnitude
  const round = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10
  return Number((round * magnitude).toPrecision(12))
}

/** Removes the dust of binary fractions below the digits of the step. */
function onStep(value: number, step: number): number {
  const decimals = Math.min(100, Math.max(0, 2 - Math.floor(Math.log10(step))))
  return Number(value.toFixed(decimals))
}
