import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smallKeys, suppressedKeys } from './suppress'

const cells = (counts: readonly (number | null)[]) => counts.map((count, index) => ({ key: String(index), count }))
const hiddenOf = (counts: readonly (number | null)[], below = 5) => [...suppressedKeys(cells(counts), below)].sort()

test.each([
  ['nothing small: nothing is hidden', [5, 9, 0], []],
  ['the limit itself is shown (5 is not below 5), zero too', [5, 0, 40], []],
  ['one small cell takes the smallest other with it', [3, 40, 20], ['0', '2']],
  ['two small cells whose sum tells nothing stay alone', [4, 4, 30], ['0', '1']],
  ['two small cells of one person each need a third', [1, 1, 30], ['0', '1', '2']],
  ['no data is not hidden', [2, null, 8], ['0', '2']],
  ['one small cell among empty ones hides them', [3, 0, 0], ['0', '1', '2']],
  ['a cell alone is hidden', [4], ['0']],
])('%s', (_, counts, expected) => {
  expect(hiddenOf(counts)).toEqual(expected)
})

test('a rule is refused the small cells and no others', () => {
  expect([...smallKeys(cells([4, 5, 0, null, 40]), 5)]).toEqual(['0'])
})

/** Who knows the total and every shown cell: the values a hidden cell could have, hidden zeros being possible only where all is hidden. */
test('the total never gives a hidden cell back while another peopled cell could be hidden with it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 30 })), { maxLength: 12 }),
      fc.integer({ min: 2, max: 8 }),
      (counts, below) => {
        const hidden = suppressedKeys(cells(counts), below)
        const small = counts.flatMap((count, index) =>
          count !== null && count > 0 && count < below ? [String(index)] : [],
        )
        expect(small.every((key) => hidden.has(key))).toBe(true)
        if (small.length === 0) {
          expect(hidden.size).toBe(0)
          return
        }
        const peopledShown = counts.some((count, index) => count !== null && count > 0 && !hidden.has(String(index)))
        if (!peopledShown) return
        const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
        const shown = counts.reduce<number>((sum, count, i) => sum + (hidden.has(String(i)) ? 0 : (count ?? 0)), 0)
        const peopled = [...hidden].filter((key) => (counts[Number(key)] ?? 0) > 0)
        // Largest value one hidden cell can have when each of the others holds at least one person.
        expect(total - shown - (peopled.length - 1)).toBeGreaterThanOrEqual(below)
        expect(peopled.length).toBeGreaterThanOrEqual(2)
      },
    ),
    { numRuns: 2000 },
  )
})
