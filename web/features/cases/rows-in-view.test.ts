import { expect, test } from 'vitest'
import { rowsInView } from './rows-in-view'

const list = { total: 50_000, rowHeight: 34, pageSize: 100 }

test('a window over fifty thousand rows draws a few and asks for at most two pages', () => {
  for (let top = 0; top <= 50_000 * 34; top += 7_777) {
    const { first, end, pages } = rowsInView({ top, height: 800 }, list)
    expect(end - first).toBeLessThanOrEqual(46)
    expect(pages.length).toBeLessThanOrEqual(2)
    expect(first * 34).toBeLessThanOrEqual(top)
    expect(end === 50_000 || end * 34 >= top + 800).toBe(true)
    expect([pages[0], pages.at(-1)]).toEqual([Math.floor(first / 100), Math.floor((end - 1) / 100)])
  }
})

test('an empty or short list, and a window scrolled beyond its end', () => {
  expect(rowsInView({ top: 0, height: 800 }, { ...list, total: 0 })).toEqual({ first: 0, end: 0, pages: [0] })
  expect(rowsInView({ top: 0, height: 800 }, { ...list, total: 3 })).toEqual({ first: 0, end: 3, pages: [0] })
  const beyond = rowsInView({ top: 9_000_000, height: 800 }, list)
  expect(beyond.first).toBeLessThan(beyond.end)
})
