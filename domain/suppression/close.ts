/** Something that is shown or withheld as a whole (a place, a disease): its counts along the lines whose sums are known. */
export interface Candidate {
  readonly key: string
  readonly counts: ArrayLike<number>
}

/** One to `below - 1` persons; zero names nobody. */
export function isSmall(count: number, below: number): boolean {
  return count > 0 && count < below
}

/** So many withheld counts of one line hold persons: with two, the bounds of several lines together can leave one value only. */
const FEWEST = 3

/**
 * Whether counts whose sum is known, and nothing else, hide one another: h >= 3 of them hold persons, and their sum S is at least
 * `below` + h - 1, so that each could be anything from 1 to `below`.
 */
export function isSafe(counts: readonly number[], below: number): boolean {
  const peopled = counts.filter((count) => count > 0)
  const sum = peopled.reduce((total, count) => total + count, 0)
  return peopled.length >= FEWEST && sum - (peopled.length - 1) >= below
}

/**
 * What has to be withheld so that no known sum of a line gives back a small count: what must be, and with it the candidates of fewest
 * persons until on every line with a small withheld count the withheld ones are safe, or everyone on the line is withheld. One alone is
 * joined by another.
 * Hundepool et al., Statistical Disclosure Control (2012), section 4.3.
 * @param candidates with equally many lines each
 * @param already withheld for another reason
 * @returns what is withheld here, without what was already
 */
export function closeTogether(
  candidates: readonly Candidate[],
  must: ReadonlySet<string>,
  below: number,
  already: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const closed = new Set(must)
  if (must.size === 0 && already.size === 0) return closed
  const at = (candidate: Candidate, line: number) => candidate.counts[line] ?? 0
  const spare = candidates
    .filter((candidate) => !must.has(candidate.key) && !already.has(candidate.key))
    .map((candidate) => ({ candidate, mass: massOf(candidate) }))
    .filter(({ mass }) => mass > 0)
    .sort((a, b) => a.mass - b.mass || (a.candidate.key < b.candidate.key ? -1 : 1))
  const hidden = candidates.filter((candidate) => must.has(candidate.key) || already.has(candidate.key))
  const lines = candidates[0]?.counts.length ?? 0
  for (let line = 0; line < lines; line++) {
    if (!hidden.some((candidate) => isSmall(at(candidate, line), below))) continue
    for (const { candidate } of spare) {
      const counts = hidden.map((one) => at(one, line))
      if (isSafe(counts, below)) break
      if (closed.has(candidate.key) || at(candidate, line) === 0) continue
      closed.add(candidate.key)
      hidden.push(candidate)
    }
  }
  const next = spare.find(({ candidate }) => !closed.has(candidate.key))
  if (closed.size === 1 && must.size === 1 && next) closed.add(next.candidate.key)
  return closed
}

/**
 * Which rows and which columns to withhold so that every small cell lies in one: the one with most small cells for the persons it hides,
 * again and again. So a small hospital loses its breakdown rather than all hospitals a department, and a rare disease its places
 * rather than every place its diseases.
 */
export function coverSmall(
  small: readonly { readonly row: string; readonly column: string }[],
  rowMass: ReadonlyMap<string, number>,
  columnMass: ReadonlyMap<string, number>,
): { rows: ReadonlySet<string>; columns: ReadonlySet<string> } {
  const rows = new Set<string>()
  const columns = new Set<string>()
  let left = [...small]
  while (left.length > 0) {
    const found = [...tally(left, 'row', rowMass), ...tally(left, 'column', columnMass)].sort(
      (a, b) => b.worth - a.worth || (a.side + a.key < b.side + b.key ? -1 : 1),
    )[0]
    if (!found) break
    if (found.side === 'row') rows.add(found.key)
    else columns.add(found.key)
    left = left.filter((cell) => cell[found.side] !== found.key)
  }
  return { rows, columns }
}

function tally(
  cells: readonly { readonly row: string; readonly column: string }[],
  side: 'row' | 'column',
  mass: ReadonlyMap<string, number>,
): { side: 'row' | 'column'; key: string; worth: number }[] {
  const counts = new Map<string, number>()
  for (const cell of cells) counts.set(cell[side], (counts.get(cell[side]) ?? 0) + 1)
  return [...counts].map(([key, count]) => ({ side, key, worth: count / Math.max(1, mass.get(key) ?? 1) }))
}

/** Persons on all lines together. */
export function massOf(candidate: Candidate): number {
  let sum = 0
  for (let line = 0; line < candidate.counts.length; line++) sum += candidate.counts[line] ?? 0
  return sum
}
