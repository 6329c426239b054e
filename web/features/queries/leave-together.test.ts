import { createTRPCClient, httpBatchStreamLink } from '@trpc/client'
import { initTRPC } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { describe, expect, it } from 'vitest'
import type { AppRouter } from '../../server/router'
import { leaveTogether } from './leave-together'

/** A router with a question that is answered at once and one that is answered never; the server notes whether it was given up. */
function served() {
  const t = initTRPC.create()
  const given = { up: false }
  const router = t.router({
    quick: t.procedure.query(() => 'quick'),
    endless: t.procedure.query(
      ({ signal }) =>
        new Promise((_, fail) =>
          signal?.addEventListener('abort', () => {
            given.up = true
            fail(signal.reason)
          }),
        ),
    ),
  })
  const requests: AbortSignal[] = []
  const client = createTRPCClient<typeof router>({
    links: [
      leaveTogether as never,
      httpBatchStreamLink({
        url: 'http://web.test/api',
        fetch: (url, init) => {
          if (init?.signal) requests.push(init.signal as AbortSignal)
          return fetchRequestHandler({ endpoint: '/api', req: new Request(url as URL, init as RequestInit), router })
        },
      }),
    ],
  })
  return { client, given, requests }
}

describe('questions that travel together', () => {
  it('are given up when the last one waiting leaves, the others being answered', async () => {
    const { client, given, requests } = served()
    const page = new AbortController()
    const quick = client.quick.query()
    const endless = client.endless.query(undefined, { signal: page.signal })
    endless.catch(() => undefined)
    expect(await quick).toBe('quick')
    page.abort()
    await expect(endless).rejects.toThrow()
    await expect.poll(() => given.up).toBe(true)
    expect(requests).toHaveLength(1)
  })

  it('are not given up while one of them is wanted', async () => {
    const { client, given, requests } = served()
    const [page, other] = [new AbortController(), new AbortController()]
    const left = client.endless.query(undefined, { signal: page.signal })
    const wanted = client.endless.query(undefined, { signal: other.signal })
    for (const one of [left, wanted]) one.catch(() => undefined)
    await expect.poll(() => requests.length).toBe(1)
    page.abort()
    await Promise.resolve()
    expect([given.up, requests[0]?.aborted]).toEqual([false, false])
    other.abort()
    await expect.poll(() => given.up).toBe(true)
  })
})

// The link is the product's own: it fits its router.
leaveTogether satisfies import('@trpc/client').TRPCLink<AppRouter>
