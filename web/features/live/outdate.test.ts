import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { createTRPCClient, httpLink } from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import superjson from 'superjson'
import { expect, test } from 'vitest'
import type { AppRouter } from '../../server/router'
import type { LiveTopic } from './live-message'
import { outdate } from './outdate'

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
const trpc = createTRPCOptionsProxy<AppRouter>({
  client: createTRPCClient<AppRouter>({ links: [httpLink({ url: 'http://nowhere.test', transformer: superjson })] }),
  queryClient: queries,
})

/** An open page that shows these queries; how often each was asked. */
function open(keys: Readonly<Record<string, readonly unknown[]>>) {
  const asked: Record<string, number> = {}
  const leave = Object.entries(keys).map(([name, queryKey]) => {
    const queryFn = async () => {
      asked[name] = (asked[name] ?? 0) + 1
      return asked[name]
    }
    return new QueryObserver(queries, { queryKey, queryFn }).subscribe(() => undefined)
  })
  return { asked, close: () => leave.forEach((end) => void end()) }
}

const told = (topic: LiveTopic) => outdate(queries, [topic])

test('a new alert is on an open alerts page, its list and its map, without a reload; what it does not concern is left alone', async () => {
  const page = open({
    // The table and the map draw the same list.
    list: trpc.alerts.list.infiniteQueryKey({}),
    incidents: trpc.alerts.incidents.queryKey({}),
    bell: trpc.notices.list.queryKey({ unreadOnly: true, limit: 1 }),
    tree: trpc.territory.tree.queryKey(),
  })
  await expect.poll(() => page.asked).toEqual({ list: 1, incidents: 1, bell: 1, tree: 1 })
  await told('alert.changed')
  expect(page.asked).toEqual({ list: 2, incidents: 2, bell: 2, tree: 1 })
  await told('lake.published')
  expect(page.asked).toEqual({ list: 2, incidents: 2, bell: 2, tree: 2 })
  page.close()
})
