import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Bus } from './bus-contract'
import { encode, FanOut } from './fan-out'
import { addressOf, backoff, onceAnOutage } from './redis'

export async function openPostgresBus(
  url: string,
  { channel, report }: { channel: string; report: (problem: string) => void },
): Promise<Bus> {
  const fanOut = new FanOut(report)
  const outage = onceAnOutage(report)
  const closing = new AbortController()
  const publisher = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 })
  publisher.on('error', (error) => outage.ill(`Publishing over ${addressOf(url)}: ${error.message}`))

  let current: pg.Client | null = null
  const listen = async () => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    client.on('error', (error) => outage.ill(`Listening on ${addressOf(url)}: ${error.message}`))
    client.on('notification', ({ payload }) => fanOut.receive(payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => undefined) // it never was open
      throw error
    }
    current = client
    outage.well()
    client.once('end', () => void relisten())
  }
  const relisten = async () => {
    for (let attempt = 1; !closing.signal.aborted; attempt++) {
      try {
        await sleep(backoff(attempt), undefined, { signal: closing.signal })
        await listen()
        if (!closing.signal.aborted) return fanOut.gap()
      } catch (error) {
        if (!closing.signal.aborted) outage.ill(`Listening on ${addressOf(url)}: ${String(error)}`)
      }
    }
    // Closed while a connection was being made.
    await current?.end()
  }
  await listen()

  return {
    kind: 'postgres',
    async publish(topic, payload) {
      await publisher.query('SELECT pg_notify($1, $2)', [channel, encode(topic, payload)])
    },
    subscribe: (topic, listener) => fanOut.subscribe(topic, listener),
    onGap: (listener) => fanOut.onGap(listener),
    async close() {
      closing.abort()
      await Promise.all([current?.end(), publisher.end()])
    },
  }
}
