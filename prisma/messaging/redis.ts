import { Redis, type RedisOptions } from 'ioredis'

/** Waits between attempts to reconnect, milliseconds: 100, 200, 400, … up to 10 seconds. */
export function backoff(attempt: number): number {
  return Math.min(10_000, 100 * 2 ** Math.min(attempt - 1, 10))
}

/** Tells of an outage once, when it begins; `well` arms it again. */
export function onceAnOutage(report: (problem: string) => void) {
  let told = false
  return {
    ill(problem: string) {
      if (!told) report(problem)
      told = true
    },
    well() {
      told = false
    },
  }
}

/** Address without the password, for messages. */
export function addressOf(url: string): string {
  const at = new URL(url)
  return `${at.protocol}//${at.host}${at.pathname}`
}

/**
 * A connection that reconnects by itself. A command fails at once while Redis is away instead of waiting in a queue:
 * what may wait, waits in the database.
 */
export function connectRedis(url: string, report: (problem: string) => void, options: RedisOptions = {}): Redis {
  const outage = onceAnOutage(report)
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
    retryStrategy: backoff,
    ...options,
  })
  redis.on('error', (error: Error) => outage.ill(`Redis at ${addressOf(url)}: ${error.message}`))
  redis.on('ready', () => outage.well())
  return redis
}
