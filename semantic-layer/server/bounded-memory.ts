import { createRequire } from 'node:module'

/** Texts of results that Cube keeps, altogether. Bytes. Answers are kept by their asker, by data version; these are for equal questions in a row. */
const RESULTS = 32 * 2 ** 20
/** Questions whose SQL is remembered. */
const QUESTIONS = 400

interface CacheDriver {
  store: Record<string, unknown>
  set(key: string, value: unknown, seconds: number): Promise<{ key: string; bytes: number }>
}

/** Bytes a cell of a kept row counts for. */
const CELL = 24

/** Rows are weighed by their number: to write many of them down only to know how long that is took longer than to ask for them. */
function weightOf(value: unknown): number {
  const rows = typeof value === 'object' && value !== null && 'result' in value ? value.result : value
  if (!Array.isArray(rows)) return Buffer.byteLength(JSON.stringify(value) ?? '')
  const [first] = rows
  return rows.length * CELL * (typeof first === 'object' && first !== null ? Object.keys(first).length : 1)
}

/**
 * Cube keeps every result in memory for a day and looks at its age only when the same question comes again, which it does not after a
 * publication: a process that is asked much would grow until it dies. Here the oldest results go when there are too many.
 * @throws Error when the pinned package no longer has this seam.
 */
export function boundResults(most: number = RESULTS): void {
  const { LocalCacheDriver } = createRequire(import.meta.url)('@cubejs-backend/query-orchestrator') as {
    LocalCacheDriver?: { prototype: CacheDriver }
  }
  const set = LocalCacheDriver?.prototype.set
  if (typeof set !== 'function')
    throw new Error(
      '@cubejs-backend/query-orchestrator no longer has LocalCacheDriver.set: pin the version of package.json, or adapt semantic-layer/server/bounded-memory.ts.',
    )
  const kept = new Map<string, number>()
  let sum = 0
  const forget = (key: string) => {
    sum -= kept.get(key) ?? 0
    kept.delete(key)
  }
  Object.assign(LocalCacheDriver?.prototype as CacheDriver, {
    async set(this: CacheDriver, key: string, value: unknown, seconds: number) {
      this.store[key] = { value, exp: Date.now() + seconds * 1000 }
      const done = { key, bytes: weightOf(value) }
      forget(key)
      kept.set(key, done.bytes)
      sum += done.bytes
      for (const oldest of kept.keys()) {
        if (sum <= most) break
        forget(oldest)
        delete this.store[oldest]
      }
      return done
    },
  })
}

interface CompilerCache {
  queryCache: { size: number; pop(): unknown }
  getQueryCache(key: unknown): unknown
}

/**
 * Cube remembers the SQL of ten thousand questions, each with all that describes its rollup: a gigabyte and more. The ones asked longest ago
 * go earlier here.
 * @throws Error when the pinned package no longer has this seam.
 */
export function boundQuestions(compilerCache: CompilerCache | undefined, most: number = QUESTIONS): void {
  const get = compilerCache?.getQueryCache
  if (!compilerCache || typeof get !== 'function' || typeof compilerCache.queryCache?.pop !== 'function')
    throw new Error(
      '@cubejs-backend/schema-compiler no longer has CompilerCache.getQueryCache: pin the version of package.json, or adapt semantic-layer/server/bounded-memory.ts.',
    )
  compilerCache.getQueryCache = function (key) {
    const found = get.call(this, key)
    while (this.queryCache.size > most) this.queryCache.pop()
    return found
  }
}
