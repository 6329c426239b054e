import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refreshUrgently } from './refresh-urgently'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('in emergency the work shown is asked again every fifteen seconds, while somebody can see it', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const asked: Record<string, number> = {}
  const leave = ['tasks', 'alerts', 'events', 'notices', 'indicators'].map((name) =>
    new QueryObserver(queries, {
      queryKey: [[name, 'list']],
      queryFn: async () => {
        asked[name] = (asked[name] ?? 0) + 1
        return asked[name]
      },
    }).subscribe(() => undefined),
  )
  const times = (work: number) => ({ tasks: work, alerts: work, events: work, notices: work, indicators: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(times(1))
  let hidden = false
  const end = refreshUrgently(queries, () => hidden)
  await vi.advanceTimersByTimeAsync(14_999)
  expect(asked).toEqual(times(1))
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual(times(2))
  await vi.advanceTimersByTimeAsync(15_000)
  expect(asked).toEqual(times(3))
  hidden = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(times(3))
  hidden = false
  end()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(times(3))
  for (const stop of leave) stop()
  queries.clear()
})
