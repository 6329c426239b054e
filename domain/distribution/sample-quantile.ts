/** Linear between order statistics (Hyndman and Fan 1996, type 7). `sorted` is ascending and not empty. */
export function sampleQuantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}
