import { type Cache, openCache } from '@cockpit/db/messaging/cache'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { askOnce } from '@cockpit/semantic-layer/client/answer-cache'
import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasRedis, type RedisServer, startRedis, WITH_REDIS } from '../messaging/redis-server'

let redis: RedisServer
/** Two webs that share nothing but Redis. */
let webs: [Cache, Cache]
beforeAll(async () => {
  if (!hasRedis) return
  redis = await startRedis()
  const reached = { redisUrl: redis.url, patience: 20_000 }
  webs = [openCache(reached), openCache({ ...reached, report: () => undefined })]
})
afterAll(async () => {
  for (const web of webs ?? []) await web.close()
  await redis?.stop()
})

const ANSWER: Answer = {
  rows: [{ key: '', cells: { 'a.b': { indicator: 'a.b', state: 'shown', value: 4, definitionVersion: '1' } } }],
  period: { from: '2025-10-01', to: '2025-10-31' },
  dataThrough: null,
  asOf: null,
  coverage: null,
  dataVersion: 't@1',
  demo: true,
}
let asked = 0
const ask = (web: Cache, identity: string, version: string | null) =>
  askOnce({
    identity,
    cache: web,
    now: () => new Date('2026-01-01T00:00:00.000Z'),
    version: async () => {
      if (version === null) throw new CubeUnavailable('away', 'down')
      return { version, with: null }
    },
    ask: async () => {
      asked++
      return ANSWER
    },
  })

test.skipIf(!hasRedis)('an answer of one web serves the other, by scope and data version', WITH_REDIS, async () => {
  asked = 0
  expect(await ask(webs[0], 'scope one', 't@1')).toEqual(ANSWER)
  expect(await ask(webs[1], 'scope one', 't@1')).toEqual(ANSWER)
  expect(asked).toBe(1)
  await ask(webs[1], 'scope two', 't@1')
  await ask(webs[1], 'scope one', 't@2')
  expect(asked).toBe(3)
})

test.skipIf(!hasRedis)(
  'the last good answer of one web is the other’s too, and no other scope’s',
  WITH_REDIS,
  async () => {
    await ask(webs[0], 'scope three', 't@1')
    expect(await ask(webs[1], 'scope three', null)).toMatchObject({ staleSince: '2026-01-01T00:00:00.000Z' })
    await expect(ask(webs[1], 'scope four', null)).rejects.toMatchObject({ fault: 'down' })
  },
)

test.skipIf(!hasRedis)('without Redis every question is asked, and none fails', WITH_REDIS, async () => {
  await redis.kill()
  asked = 0
  for (let turn = 0; turn < 2; turn++) expect(await ask(webs[1], 'scope one', 't@2')).toEqual(ANSWER)
  expect(asked).toBe(2)
})
