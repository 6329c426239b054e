import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Warmer } from './warm'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A semantic layer whose rollups take so long to build. @returns the times at which a build began, milliseconds */
function building(milliseconds: number) {
  const began: number[] = []
  const origin = Date.now()
  const warmer = new Warmer(
    {
      async runScheduledRefresh() {
        began.push(Date.now() - origin)
        await new Promise((done) => setTimeout(done, milliseconds))
        return { finished: true }
      },
    },
    (error) => {
      throw error
    },
  )
  return { warmer, began }
}

test('publications that follow one another are built for once, when they have come to rest', async () => {
  const { warmer, began } = building(100)
  for (let file = 0; file < 5; file += 1) {
    warmer.soon()
    await vi.advanceTimersByTimeAsync(1000)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(began).toEqual([5500])
})

test('while large files come in, a fifth of the time goes into building, and the last of them is built for', async () => {
  const { warmer, began } = building(10_000)
  for (let file = 0; file < 50; file += 1) {
    warmer.soon()
    await vi.advanceTimersByTimeAsync(8000)
  }
  expect(began.length).toBeGreaterThan(5)
  expect(began.length).toBeLessThanOrEqual((50 * 8000) / 50_000 + 1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(began.at(-1)).toBeGreaterThan(49 * 8000)
})

test('after a calm a publication is built for at once, and nobody waits more than five minutes', async () => {
  const { warmer, began } = building(200_000)
  warmer.soon()
  await vi.advanceTimersByTimeAsync(1_000_000)
  warmer.soon()
  await vi.advanceTimersByTimeAsync(202_000)
  expect(began).toEqual([1500, 1_001_500])
  warmer.soon()
  await vi.advanceTimersByTimeAsync(400_000)
  expect(began[2]).toBe(1_001_500 + 200_000 + 300_000)
})
