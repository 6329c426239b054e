/** Shares of fewer things than this say little; screens grey them. Ours, not policy. */
export const SMALL_DENOMINATOR = 30

/** Quantile of the normal distribution for 95 %. */
const Z = 1.959964

/**
 * Wilson's score interval, of 95 % unless told, of a share (E. B. Wilson, JASA 22 (1927) 209-212); it stays inside 0..1 also near the ends.
 * Rows of one file fail together, so it is a lower bound of the true uncertainty, not the whole of it.
 * @param part at most `whole`; null when there is nothing to divide by
 * @param z quantile of the normal distribution, where not for 95 %
 */
export function shareInterval(
  part: number,
  whole: number,
  z = Z,
): { readonly from: number; readonly to: number } | null {
  if (!(whole > 0) || part < 0 || part > whole) return null
  const share = part / whole
  const square = (z * z) / whole
  const middle = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / whole + square / (4 * whole))
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}
