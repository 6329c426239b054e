import { expect, it } from 'vitest'
import { sitingPaint } from './siting-paint'

const COUNTIES = [
  { code: 'a', name: 'A', at: [120, 30] as const },
  { code: 'b', name: 'B', at: [121, 30] as const },
]

it('paints the covered, names and marks the chosen at their centres, and leaves out a place it does not know', () => {
  const paint = sitingPaint(
    {
      covered: ['a'],
      sites: [
        { code: 'a', alone: 5 },
        { code: 'gone', alone: 1 },
      ],
    },
    COUNTIES,
    { covered: '#1', uncovered: '#0' },
    ({ alone }) => String(alone),
  )
  expect(paint.values.get('a')).toEqual({ value: 1, state: 'shown', severity: 'watch' })
  expect(paint.values.get('b')).toEqual({ value: 0, state: 'shown', severity: 'normal' })
  expect(paint.points).toEqual([{ id: 'a', name: 'A', at: [120, 30], tier: 'tertiary', size: 1.7, note: '5' }])
})
