import type { Bus } from './bus-contract'
import { encode, FanOut } from './fan-out'
import { connectRedis } from './redis'

export async function openRedisBus(
  url: string,
  { channel, report }: { channel: string; report: (problem: string) => void },
): Promise<Bus> {
  const fanOut = new FanOut(report)
  const publisher = connectRedis(url, report)
  // The subscriber waits for ever for its connection and subscribes again by itself when it is back.
  const subscriber = connectRedis(url, () => undefined, { enableOfflineQueue: true, maxRetriesPerRequest: null })
  let subscribed = false
  subscriber.on('message', (_channel: string, text: string) => fanOut.receive(text))
  try {
    await publisher.connect()
    await subscriber.connect()
    await subscriber.subscribe(channel)
  } catch (error) {
    publisher.disconnect()
    subscriber.disconnect()
    throw error
  }
  subscriber.on('close', () => {
    subscribed = false
  })
  subscriber.on('ready', () => {
    // ioredis renews the subscription right after this event, in the same order of commands as this ping.
    if (subscribed) return
    subscribed = true
    subscriber.ping().then(
      () => fanOut.gap(),
      () => undefined, // gone again: the next `ready` tells of the gap
    )
  })
  subscribed = true
  return {
    kind: 'redis',
    async publish(topic, payload) {
      await publisher.publish(channel, encode(topic, payload))
    },
    subscribe: (topic, listener) => fanOut.subscribe(topic, listener),
    onGap: (listener) => fanOut.onGap(listener),
    async close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
