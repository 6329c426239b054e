import { createRequire } from 'node:module'

type RefreshKeyQuery = readonly [sql: string, values: unknown[], options?: unknown]

interface QueryCachePrototype {
  cacheRefreshKeyResult: (this: QueryCacheSelf, query: RefreshKeyQuery, ...rest: unknown[]) => Promise<unknown>
  localRefreshKeyResult: unknown
}
interface QueryCacheSelf {
  localRefreshKeyResult(options: unknown): unknown
}

/**
 * Lets Cube read its refresh keys (the data versions) each time instead of believing them for a second. Otherwise an answer asked
 * for just after a publication could carry the new data version and the old numbers. The keys are one-row reads in memory.
 * @throws Error when the pinned package no longer has this seam.
 */
export function readKeysAfresh(read: (sql: string, values: unknown[]) => Promise<unknown[]>): void {
  const { QueryCache } = createRequire(import.meta.url)('@cubejs-backend/query-orchestrator') as {
    QueryCache?: { prototype: QueryCachePrototype }
  }
  if (
    typeof QueryCache?.prototype.cacheRefreshKeyResult !== 'function' ||
    typeof QueryCache.prototype.localRefreshKeyResult !== 'function'
  )
    throw new Error(
      '@cubejs-backend/query-orchestrator no longer has QueryCache.cacheRefreshKeyResult: pin the version of package.json, or adapt semantic-layer/server/fresh-keys.ts.',
    )
  QueryCache.prototype.cacheRefreshKeyResult = async function ([sql, values, options]) {
    return this.localRefreshKeyResult(options) ?? read(sql, values)
  }
}
