import { type Cache, openCache } from '@cockpit/db/messaging/cache'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasRedis, type RedisServer, startRedis, WITH_REDIS } from './redis-server'

let redis: RedisServer | null = null
beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.stop())

const PATIENCE = { timeout: 20_000, interval: 20 }

describe.each([
  { kind: 'memory' as const, present: true },
  { kind: 'redis' as const, present: hasRedis },
])('the cache over $kind', ({ kind, present }) => {
  const using = async (body: (cache: Cache) => Promise<void>) => {
    const cache = openCache({ redisUrl: kind === 'redis' ? redis?.url : undefined, patience: 20_000 })
    expect(cache.kind).toBe(kind)
    try {
      await body(cache)
    } finally {
      await cache.close()
    }
  }

  test.skipIf(!present)('gives back what was set, the newest, until it is deleted', WITH_REDIS, () =>
    using(async (cache) => {
      expect(await cache.get('a')).toBeNull()
      await cache.set('a', '1', 60)
      await cache.set('b', '{"值":"，"}', 60)
      await cache.set('a', '2', 60)
      expect([await cache.get('a'), await cache.get('b')]).toEqual(['2', '{"值":"，"}'])
      await cache.delete('a')
      await cache.delete('never there')
      expect([await cache.get('a'), await cache.get('b')]).toEqual([null, '{"值":"，"}'])
    }),
  )

  test.skipIf(!present)('forgets after its seconds, also fractions of one', WITH_REDIS, () =>
    using(async (cache) => {
      await cache.set('short', 'x', 0.05)
      await cache.set('long', 'x', 60)
      await vi.waitFor(async () => expect(await cache.get('short')).toBeNull(), PATIENCE)
      expect(await cache.get('long')).toBe('x')
    }),
  )
})

test.skipIf(!hasRedis)(
  'a dead Redis is a miss, reported once an outage, and a living one is used again',
  WITH_REDIS,
  async () => {
    const server = await startRedis()
    const problems: string[] = []
    const cache = openCache({
      redisUrl: server.url,
      patience: 20_000,
      report: (problem) => problems.push(problem),
    })
    await cache.set('a', '1', 60)
    expect(await cache.get('a')).toBe('1')
    await server.kill()
    for (let n = 0; n < 10; n++) {
      expect(await cache.get('a')).toBeNull()
      await cache.set('a', '1', 60)
      await cache.delete('b')
    }
    expect(problems).toHaveLength(1)
    await server.restart()
    await vi.waitFor(async () => {
      await cache.set('a', '2', 60)
      expect(await cache.get('a')).toBe('2')
    }, PATIENCE)
    await cache.close()
    await server.stop()
  },
)

test('an address where no Redis is gives misses, reported once, and never an error', async () => {
  const problems: string[] = []
  const cache = openCache({ redisUrl: 'redis://127.0.0.1:9', report: (problem) => problems.push(problem) })
  await cache.set('a', '1', 60)
  expect(await cache.get('a')).toBeNull()
  expect(problems).toHaveLength(1)
  await cache.close()
})
