import { connect, createServer } from 'node:net'
import { openQueue, type Queue } from '@cockpit/db/messaging/queue'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { hasRedis, type RedisServer, startRedis, WITH_REDIS } from './redis-server'

let scratch: TestDatabase
let redis: RedisServer | null = null
beforeAll(async () => {
  scratch = await withDatabase({ empty: true })
  if (hasRedis) redis = await startRedis()
})
afterAll(async () => {
  await redis?.stop()
  await scratch.drop()
})

const PATIENCE = { timeout: 30_000, interval: 20 }
const Data = z.object({ n: z.number() })

describe.each([
  { kind: 'postgres' as const, present: true },
  { kind: 'redis' as const, present: hasRedis },
])('the queue over $kind', ({ kind, present }) => {
  let count = 0
  const opened: Queue<z.infer<typeof Data>>[] = []
  const open = async (name: string) => {
    const queue = await openQueue(name, {
      databaseUrl: scratch.url,
      redisUrl: kind === 'redis' ? redis?.url : undefined,
      parse: (data) => Data.parse(data),
      report: () => undefined,
    })
    opened.push(queue)
    return queue
  }
  const fresh = () => `test-${kind}-${count++}`
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()))
  })

  test.skipIf(!present)(
    'work is done once each, by whichever of two processes, with its data',
    WITH_REDIS,
    async () => {
      const name = fresh()
      const [a, b] = [await open(name), await open(name)]
      expect(a.kind).toBe(kind)
      const done: number[] = []
      for (const queue of [a, b])
        await queue.work(
          async ({ data }) => {
            done.push(data.n)
          },
          { concurrency: 2 },
        )
      for (let n = 0; n < 30; n++) await a.add('count', { n }, { key: `count:${n}` })
      await vi.waitFor(() => expect(done).toHaveLength(30), PATIENCE)
      expect([...done].sort((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, n) => n))
    },
  )

  test.skipIf(!present)(
    'the same key again adds nothing, before and after the work is done; another queue has its own keys',
    WITH_REDIS,
    async () => {
      const name = fresh()
      const [queue, other] = [await open(name), await open(fresh())]
      const done: number[] = []
      const note = async ({ data }: { data: { n: number } }) => {
        done.push(data.n)
      }
      await queue.add('once', { n: 1 }, { key: '42' })
      await queue.add('once', { n: 2 }, { key: '42' })
      await other.add('once', { n: 3 }, { key: '42' })
      await queue.work(note)
      await other.work(note)
      await vi.waitFor(() => expect([...done].sort()).toEqual([1, 3]), PATIENCE)
      await queue.add('once', { n: 4 }, { key: '42' })
      await queue.add('once', { n: 5 }, { key: 'a key : with / anything' })
      await vi.waitFor(() => expect([...done].sort()).toEqual([1, 3, 5]), PATIENCE)
    },
  )

  test.skipIf(!present)('failed work is tried again and knows how often', WITH_REDIS, async () => {
    const queue = await open(fresh())
    const attempts: number[] = []
    await queue.work(async ({ attempt }) => {
      attempts.push(attempt)
      if (attempt < 3) throw new Error('not yet')
    })
    await queue.add('flaky', { n: 1 }, { key: 'flaky' })
    await vi.waitFor(() => expect(attempts).toEqual([1, 2, 3]), PATIENCE)
  })

  test.skipIf(!present)(
    'close waits for the work under way, and what was not begun is kept for the next process',
    WITH_REDIS,
    async () => {
      const name = fresh()
      const first = await open(name)
      let release: () => void = () => undefined
      const begun = new Promise<void>((begin) => {
        void first.work(async () => {
          begin()
          await new Promise<void>((resolve) => {
            release = resolve
          })
        })
      })
      await first.add('long', { n: 1 }, { key: 'long' })
      await begun
      await first.add('later', { n: 2 }, { key: 'later' })
      let closed = false
      const closing = first.close().then(() => {
        closed = true
      })
      opened.splice(opened.indexOf(first), 1)
      await new Promise((resolve) => setImmediate(resolve))
      expect(closed).toBe(false)
      release()
      await closing
      const done: number[] = []
      const second = await open(name)
      await second.work(async ({ data }) => {
        done.push(data.n)
      })
      await vi.waitFor(() => expect(done).toEqual([2]), PATIENCE)
    },
  )
})

describe('the queue over redis', () => {
  test.skipIf(!hasRedis)(
    'adding while Redis is away fails at once: nothing is taken that could be lost',
    WITH_REDIS,
    async () => {
      const server = await startRedis()
      const queue = await openQueue('away', {
        databaseUrl: scratch.url,
        redisUrl: server.url,
        parse: (data) => Data.parse(data),
        report: () => undefined,
      })
      await server.kill()
      await expect(queue.add('x', { n: 1 }, { key: 'x' })).rejects.toThrow()
      await server.restart()
      await vi.waitFor(() => queue.add('x', { n: 1 }, { key: 'x' }), PATIENCE)
      await queue.close()
      await server.stop()
    },
  )

  test.skipIf(!hasRedis)(
    'a queue that loses Redis while it opens does not open; opened again, it takes work',
    WITH_REDIS,
    async () => {
      const wire = await breakingWire(redis?.url ?? '', 2)
      const options = {
        databaseUrl: scratch.url,
        redisUrl: wire.url,
        parse: (data: unknown) => Data.parse(data),
        report: () => undefined,
      }
      await expect(openQueue('cut', options)).rejects.toThrow()
      await wire.mend()
      const queue = await openQueue('cut', options)
      await queue.add('x', { n: 1 }, { key: 'x' })
      await queue.close()
      await wire.close()
    },
  )
})

/**
 * A wire to Redis that breaks in place of the `nth` question for its version and is refused until it is mended, as when the server is
 * killed: the first question is the connection's own, the second one BullMQ's.
 */
async function breakingWire(redisUrl: string, nth: number) {
  const { hostname, port } = new URL(redisUrl)
  let asked = 0
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    far.on('data', (bytes) => near.write(bytes))
    near.on('data', (bytes) => {
      if (/\$4\r\ninfo\r\n/i.test(bytes.toString('latin1')) && ++asked === nth) {
        server.close()
        end()
      } else far.write(bytes)
    })
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('no port')
  return {
    url: `redis://127.0.0.1:${address.port}`,
    mend: () => listen(address.port),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
