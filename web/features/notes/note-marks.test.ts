import { expect, test } from 'vitest'
import { noteMarks } from './note-marks'
import { monthsAsked } from './noted-months'

const months = ['2026-01', '2026-02', '2026-03', '2026-04']

test('notes stand at their months, and keep their number though one before them is not drawn', () => {
  expect(
    noteMarks(
      [
        { from: '2025-06-01', to: '2025-12-31' },
        { from: '2026-02-10', to: '2026-02-10' },
        { from: '2025-11-01', to: '2026-03-02' },
        { from: '2026-03-31', to: '2027-01-01' },
        { from: '2026-05-01', to: '2026-05-01' },
      ],
      months,
    ),
  ).toEqual([
    { from: 1, to: 1, label: '2' },
    { from: 0, to: 2, label: '3' },
    { from: 2, to: 3, label: '4' },
  ])
  expect(noteMarks([{ from: '2026-01-01', to: '2026-01-01' }], [])).toEqual([])
})

test('a period touches the months of its days', () => {
  expect(monthsAsked('2025-12-31..2026-02-01')).toEqual(['2025-12', '2026-01', '2026-02'])
  expect(monthsAsked('2026-02')).toEqual(['2026-02'])
  expect(monthsAsked('2026').length).toBe(12)
  expect(monthsAsked('')).toEqual([])
})
