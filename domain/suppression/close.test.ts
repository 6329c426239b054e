import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeTogether, coverSmall, isSafe } from './close'

/** One line: the keys are the places in it. */
function hiddenOf(counts: readonly number[], below = 5): string[] {
  const candidates = counts.map((count, at) => ({ key: String(at), counts: [count] }))
  const must = new Set(candidates.filter(({ counts: [n = 0] }) => n > 0 && n < below).map(({ key }) => key))
  return [...closeTogether(candidates, must, below)].sort()
}

test.each([
  ['nothing small: nothing is hidden', [5, 9, 0], []],
  ['the limit itself is shown (5 is not below 5), zero too', [5, 0, 40], []],
  ['one small cell takes the two smallest others with it', [3, 40, 20, 30], ['0', '2', '3']],
  ['three small cells whose sum tells nothing stay alone', [4, 4, 2, 30], ['0', '1', '2']],
  ['three small cells of one person each need a fourth', [1, 1, 1, 30, 31], ['0', '1', '2', '3']],
  ['one small cell among empty ones: nobody can be hidden with it', [3, 0, 0], ['0']],
])('%s', (_, counts, expected) => {
  expect(hiddenOf(counts)).toEqual(expected)
})

test('what is withheld for another reason counts as hidden, and is protected as well', () => {
  const candidates = [3, 6, 9, 50].map((count, at) => ({ key: String(at), counts: [count] }))
  expect([...closeTogether(candidates, new Set(), 5, new Set(['0']))].sort()).toEqual(['1', '2'])
  expect([...closeTogether(candidates, new Set(['0']), 5, new Set(['1', '2']))]).toEqual(['0', '3'])
})

test('on every line with a small hidden count the hidden ones are safe, or all who stand on it are hidden', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((lines) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: lines, maxLength: lines }), {
          minLength: 1,
          maxLength: 8,
        }),
      ),
      (rows) => {
        const candidates = rows.map((counts, at) => ({ key: String(at), counts }))
        const must = new Set(
          candidates.filter(({ counts }) => counts.some((n) => n > 0 && n < 5)).map(({ key }) => key),
        )
        const hidden = closeTogether(candidates, must, 5)
        for (const key of must) expect(hidden.has(key)).toBe(true)
        for (let line = 0; line < (rows[0]?.length ?? 0); line++) {
          const on = (inside: boolean) =>
            candidates.filter(({ key }) => hidden.has(key) === inside).map(({ counts }) => counts[line] ?? 0)
          if (!on(true).some((n) => n > 0 && n < 5)) continue
          expect(isSafe(on(true), 5) || on(false).every((n) => n === 0)).toBe(true)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('a small hospital loses its breakdown, a rare disease its places, whichever hides fewer persons', () => {
  const small = [
    { row: 'small hospital', column: 'surgery' },
    { row: 'small hospital', column: 'medicine' },
    { row: 'county', column: 'rare disease' },
    { row: 'town', column: 'rare disease' },
  ]
  const rows = new Map([
    ['small hospital', 8],
    ['county', 900],
    ['town', 700],
  ])
  const columns = new Map([
    ['surgery', 500],
    ['medicine', 800],
    ['rare disease', 6],
  ])
  const cover = coverSmall(small, rows, columns)
  expect([[...cover.rows], [...cover.columns]]).toEqual([['small hospital'], ['rare disease']])
})
