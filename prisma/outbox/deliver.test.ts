import { expect, test } from 'vitest'
import { retryDelay } from './deliver'

test('the wait doubles from a second to five minutes and stays there', () => {
  expect([1, 2, 3, 8, 9, 10, 1_000].map(retryDelay)).toEqual([1, 2, 4, 128, 256, 300, 300])
})
