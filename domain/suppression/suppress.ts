/** One cell of a breakdown: how many persons stand behind it; null where there is none to hide. */
export interface SuppressionCell {
  readonly key: string
  readonly count: number | null
}

/**
 * The keys whose numbers may not be shown, for one breakdown whose total may be known.
 *
 * Primary: 1 to `below - 1` persons (zero names nobody). Complementary: while the hidden cells' sum, which the total gives away,
 * would still pin one of them down below `below`, the smallest shown cell is hidden too, first those with persons, then empty ones.
 * After it, with h hidden cells that hold persons and a hidden sum S, h >= 2 and S - (h - 1) >= `below`, so that each hidden
 * cell could be anything from 1 to at least `below` — or everything that can be hidden is hidden.
 * Hundepool et al., Statistical Disclosure Control (2012), section 4.3.
 */
export function suppressedKeys(cells: readonly SuppressionCell[], below: number): ReadonlySet<string> {
  const counted = countedOf(cells)
  const hidden = counted.filter((cell) => isSmall(cell, below))
  if (hidden.length === 0) return new Set()
  const candidates = counted
    .filter((cell) => cell.count >= below || cell.count === 0)
    .sort((a, b) => Number(a.count === 0) - Number(b.count === 0) || a.count - b.count || (a.key < b.key ? -1 : 1))
  while (!isSafe(hidden, below)) {
    const next = candidates.shift()
    if (!next) break
    hidden.push(next)
  }
  return new Set(hidden.map((cell) => cell.key))
}

/**
 * The small cells alone, for a rule that judges counts and shows none: the complementary ones would be hidden from it for no one's sake, and
 * an outbreak in a small breakdown would go unseen.
 */
export function smallKeys(cells: readonly SuppressionCell[], below: number): ReadonlySet<string> {
  return new Set(countedOf(cells).flatMap((cell) => (isSmall(cell, below) ? [cell.key] : [])))
}

function countedOf(cells: readonly SuppressionCell[]): { key: string; count: number }[] {
  return cells.filter((cell): cell is { key: string; count: number } => cell.count !== null)
}

function isSmall(cell: { count: number }, below: number): boolean {
  return cell.count > 0 && cell.count < below
}

/** Could every hidden cell still hold `below` persons, as far as the total tells? */
function isSafe(hidden: readonly { count: number }[], below: number): boolean {
  const peopled = hidden.filter((cell) => cell.count > 0)
  const sum = peopled.reduce((total, cell) => total + cell.count, 0)
  return peopled.length >= 2 && sum - (peopled.length - 1) >= below
}
