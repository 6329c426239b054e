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
  // Denormals count as nothing: their tenth is not a number one can step by.
  if (high - low < 1e-100) {
    const air = Math.abs(low) > 1e-100 ? Math.abs(low) * 0.1 : 1
    low -= fromZero && low === 0 ? 0 : air
    high += air
  }
  const nonNegative = known.every((value) => value >= 0)
  const step = roundStep((high - low) / steps)
  const floor = Math.floor(low / step + 1e-9) * step
  const ceiling = Math.ceil(high / step - 1e-9) * step
  return [tidy(nonNegative ? Math.max(0, floor) : floor), tidy(ceiling), step]
}

function roundStep(raw: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const digit = raw / magnitude
  const round = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10
  return tidy(round * magnitude)
}

/** Removes the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
