import { connectRedis, onceAnOutage } from './redis'

/** Answers kept for a while. Whatever goes wrong is a miss, never an error: the truth is elsewhere. */
export interface Cache {
  readonly kind: 'redis' | 'memory'
  get(key: string): Promise<string | null>
  set(key: string, value: string, seconds: number): Promise<void>
  delete(key: string): Promise<void>
  close(): Promise<void>
}

export interface CacheOptions {
  readonly redisUrl?: string | undefined
  /** Bound of the cache in memory, in characters of keys and values; 64 million by default. */
  readonly capacity?: number
  /** Milliseconds, for tests of expiry. */
  readonly now?: () => number
  readonly report?: (problem: string) => void
  /** Milliseconds after which Redis has not answered; 500 by default: a cache that answers later is none. Tests look at answers, not at speed. */
  readonly patience?: number
}

const PREFIX = 'cockpit:cache:'
const PATIENCE = 500

export function openCache(options: CacheOptions): Cache {
  return options.redisUrl
    ? redisCache(options.redisUrl, options.report ?? console.error, options.patience ?? PATIENCE)
    : new MemoryCache(options.capacity ?? 64_000_000, options.now ?? Date.now)
}

function redisCache(url: string, report: (problem: string) => void, patience: number): Cache {
  const outage = onceAnOutage((problem) => report(`The cache is away, every answer is worked out anew: ${problem}`))
  const redis = connectRedis(url, (problem) => outage.ill(problem), { commandTimeout: patience })
  // The first connection's failure has been reported by then, and the next attempts follow by themselves.
  const connected = redis.connect().catch(() => undefined)
  const quietly = async <T>(command: () => Promise<T>): Promise<T | null> => {
    await connected
    try {
      const answer = await command()
      outage.well()
      return answer
    } catch (error) {
      outage.ill(String(error))
      return null
    }
  }
  return {
    kind: 'redis',
    get: (key) => quietly(() => redis.get(PREFIX + key)),
    async set(key, value, seconds) {
      await quietly(() => redis.set(PREFIX + key, value, 'PX', Math.max(1, Math.round(seconds * 1000))))
    },
    async delete(key) {
      await quietly(() => redis.del(PREFIX + key))
    },
    async close() {
      redis.disconnect()
    },
  }
}

/** Least recently used goes first. A map keeps its keys in the order of insertion; reading inserts anew. */
class MemoryCache implements Cache {
  readonly kind = 'memory'
  readonly #entries = new Map<string, { value: string; until: number }>()
  #size = 0

  constructor(
    private readonly capacity: number,
    private readonly now: () => number,
  ) {}

  async get(key: string): Promise<string | null> {
    const entry = this.#entries.get(key)
    if (!entry) return null
    this.#drop(key)
    if (entry.until <= this.now()) return null
    this.#keep(key, entry)
    return entry.value
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    this.#drop(key)
    if (key.length + value.length > this.capacity) return
    this.#keep(key, { value, until: this.now() + seconds * 1000 })
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.capacity) break
      this.#drop(oldest)
    }
  }

  async delete(key: string): Promise<void> {
    this.#drop(key)
  }

  async close(): Promise<void> {
    this.#entries.clear()
    this.#size = 0
  }

  #keep(key: string, entry: { value: string; until: number }): void {
    this.#entries.set(key, entry)
    this.#size += key.length + entry.value.length
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#size -= key.length + entry.value.length
  }
}
