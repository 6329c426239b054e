import { expect, test } from 'vitest'
import { windowOf } from './window-of'

const list = { count: 5000, height: 44, visible: 440 }

test('every row that can be seen is there, and few more', () => {
  for (let scrolled = 0; scrolled <= 5000 * 44 - 440; scrolled += 1237) {
    const { first, end } = windowOf({ ...list, scrolled })
    expect(first * 44).toBeLessThanOrEqual(scrolled)
    expect(end * 44).toBeGreaterThanOrEqual(Math.min(5000 * 44, scrolled + 440))
    expect(end - first).toBeLessThanOrEqual(11 + 24)
  }
})

test('a list that became shorter than it is scrolled shows its end, an empty one nothing', () => {
  expect(windowOf({ ...list, count: 3, scrolled: 9000 })).toEqual({ first: 0, end: 3 })
  expect(windowOf({ ...list, count: 0, scrolled: 0 })).toEqual({ first: 0, end: 0 })
})
