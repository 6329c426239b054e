import { connect, createServer } from 'node:net'
import { openBus } from '@cockpit/db/messaging/bus'
import { type Bus, MAX_MESSAGE_BYTES, MessageTooLarge } from '@cockpit/db/messaging/bus-contract'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { onServer, type TestDatabase, withDatabase } from '../db/test-database'
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

const PATIENCE = { timeout: 20_000, interval: 20 }

describe.each([
  { kind: 'postgres' as const, present: true },
  { kind: 'redis' as const, present: hasRedis },
])('the bus over $kind', ({ kind, present }) => {
  const opened: Bus[] = []
  const open = async (problems: string[] = [], channel = 'cockpit') => {
    const bus = await openBus({
      databaseUrl: scratch.url,
      redisUrl: kind === 'redis' ? redis?.url : undefined,
      channel,
      report: (problem) => problems.push(problem),
    })
    opened.push(bus)
    return bus
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()))
  })

  test.skipIf(!present)(
    'a message reaches every process that subscribed to its topic, once, and in order',
    WITH_REDIS,
    async () => {
      const [a, b, c] = [await open(), await open(), await open()]
      expect(a.kind).toBe(kind)
      const heard: Record<string, unknown[]> = { b: [], c: [], other: [] }
      b.subscribe('task.changed', (payload) => heard.b?.push(payload.id))
      c.subscribe('task.changed', (payload) => heard.c?.push(payload.id))
      c.subscribe('alert.changed', (payload) => heard.other?.push(payload.id))
      for (let id = 0; id < 50; id++) await a.publish('task.changed', { id })
      const all = Array.from({ length: 50 }, (_, id) => id)
      await vi.waitFor(() => expect(heard).toEqual({ b: all, c: all, other: [] }), PATIENCE)
    },
  )

  test.skipIf(!present)(
    'the publisher hears itself, and after the end of a subscription nothing',
    WITH_REDIS,
    async () => {
      const bus = await open()
      const heard: unknown[] = []
      const end = bus.subscribe('t', (payload) => heard.push(payload.n))
      const still: unknown[] = []
      bus.subscribe('t', (payload) => still.push(payload.n))
      await bus.publish('t', { n: 1 })
      await vi.waitFor(() => expect(heard).toEqual([1]), PATIENCE)
      end()
      await bus.publish('t', { n: 2 })
      await vi.waitFor(() => expect(still).toEqual([1, 2]), PATIENCE)
      expect(heard).toEqual([1])
    },
  )

  test.skipIf(!present)(
    'a message of the greatest size passes, one byte more is refused with its size',
    WITH_REDIS,
    async () => {
      const bus = await open()
      const heard: unknown[] = []
      bus.subscribe('t', (payload) => heard.push(payload.text))
      const frame = Buffer.byteLength(JSON.stringify(['t', { text: '' }]))
      const text = '卫'
        .repeat(Math.floor((MAX_MESSAGE_BYTES - frame) / 3))
        .padEnd(Math.floor((MAX_MESSAGE_BYTES - frame) / 3) + ((MAX_MESSAGE_BYTES - frame) % 3), 'x')
      await bus.publish('t', { text })
      await vi.waitFor(() => expect(heard).toEqual([text]), PATIENCE)
      await expect(bus.publish('t', { text: `${text}x` })).rejects.toThrow(MessageTooLarge)
    },
  )

  test.skipIf(!present)('channels do not hear each other', WITH_REDIS, async () => {
    const [here, there] = [await open([], 'here'), await open([], 'there')]
    const heard: unknown[] = []
    there.subscribe('t', () => heard.push('wrong'))
    there.subscribe('end', () => heard.push('end'))
    await here.publish('t', {})
    await there.publish('end', {})
    await vi.waitFor(() => expect(heard).toEqual(['end']), PATIENCE)
  })

  test.skipIf(!present)('a listener that fails is reported and disturbs no other', WITH_REDIS, async () => {
    const problems: string[] = []
    const bus = await open(problems)
    const heard: unknown[] = []
    bus.subscribe('t', () => {
      throw new Error('broken listener')
    })
    bus.subscribe('t', (payload) => heard.push(payload.n))
    await bus.publish('t', { n: 1 })
    await vi.waitFor(() => expect(heard).toEqual([1]), PATIENCE)
    expect(problems.join()).toContain('broken listener')
  })

  test.skipIf(!present)(
    'after the connection broke it hears again by itself, tells of the gap, and reported the outage once',
    WITH_REDIS,
    async () => {
      const problems: string[] = []
      const bus = await open(problems)
      const heard: unknown[] = []
      let gaps = 0
      bus.subscribe('t', (payload) => heard.push(payload.n))
      bus.onGap(() => gaps++)
      if (kind === 'redis') {
        await redis?.kill()
        await vi.waitFor(() => expect(problems).not.toEqual([]), PATIENCE)
        await expect(bus.publish('t', { n: 0 })).rejects.toThrow()
        await redis?.restart()
      } else
        await onServer(
          scratch.adminUrl,
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        )
      await vi.waitFor(() => expect(gaps).toBe(1), PATIENCE)
      await vi.waitFor(async () => {
        await bus.publish('t', { n: 1 })
        expect(heard).toContain(1)
      }, PATIENCE)
      expect(problems.length).toBeLessThanOrEqual(2)
    },
  )

  test.skipIf(!present)('an address where nobody answers is refused at once', WITH_REDIS, async () => {
    await expect(
      openBus({
        databaseUrl: 'postgresql://nobody@127.0.0.1:9/none',
        redisUrl: kind === 'redis' ? 'redis://127.0.0.1:9' : undefined,
        report: () => undefined,
      }),
    ).rejects.toThrow()
  })
})

test('a bus that is closed while it connects again leaves no connection behind', async () => {
  const wire = await heldWire(scratch.url)
  const bus = await openBus({ databaseUrl: wire.url, report: () => undefined })
  wire.hold()
  await expect.poll(() => wire.waiting()).toBe(1)
  await bus.close()
  wire.release()
  await expect.poll(() => wire.passed()).toBeGreaterThan(1)
  await expect.poll(() => wire.open()).toBe(0)
  await wire.close()
})

/** A wire to PostgreSQL whose connections can be broken; those that come afterwards wait until they are released. */
async function heldWire(databaseUrl: string) {
  const address = new URL(databaseUrl)
  const { hostname, port } = address
  const sockets = new Set<ReturnType<typeof connect>>()
  let passed = 0
  let held: (() => void)[] | null = null
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near))
    const pass = () => {
      passed++
      const far = connect(Number(port), hostname)
      far.on('error', () => near.destroy()).on('close', () => near.destroy())
      near.on('close', () => far.destroy())
      near.pipe(far).pipe(near)
    }
    if (held) held.push(pass)
    else pass()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const at = server.address()
  if (!at || typeof at !== 'object') throw new Error('no port')
  address.hostname = '127.0.0.1'
  address.port = String(at.port)
  return {
    url: address.href,
    open: () => sockets.size,
    passed: () => passed,
    waiting: () => held?.length ?? 0,
    hold() {
      held = []
      for (const socket of sockets) socket.destroy()
    },
    release() {
      for (const pass of held?.splice(0) ?? []) pass()
      held = null
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}
