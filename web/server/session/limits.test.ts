import { expect, test } from 'vitest'
import { AttemptsByName } from './attempts-by-name'
import { isOversized } from './oversized'

const request = (headers: Record<string, string>) => new Request('http://localhost/', { method: 'POST', headers })

test('a body of the limit is taken, one byte more or a body of unknown length is not', () => {
  expect(isOversized(request({}), 10)).toBe(false)
  expect(isOversized(request({ 'content-length': '10' }), 10)).toBe(false)
  expect(isOversized(request({ 'content-length': '11' }), 10)).toBe(true)
  expect(isOversized(request({ 'transfer-encoding': 'chunked' }), 10)).toBe(true)
})

test('tries are counted by account, whatever address they come from and however the name is written', () => {
  const attempts = new AttemptsByName(2, 1_000)
  expect([attempts.take('Wang', 0), attempts.take('wang ', 1), attempts.take('WANG', 999)]).toEqual([true, true, false])
  expect(attempts.take('li', 999)).toBe(true)
  expect(attempts.take('wang', 1_001)).toBe(true)
})

test('the number of names kept is bounded', () => {
  const attempts = new AttemptsByName(1, 1_000, 2)
  for (const name of ['a', 'b', 'c']) attempts.take(name, 0)
  expect([attempts.take('b', 1), attempts.take('c', 1), attempts.take('a', 1)]).toEqual([false, false, true])
})
