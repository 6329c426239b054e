import { createRequire } from 'node:module'

interface Rollup {
  readonly preAggregationName: string
  readonly preAggregation: { readonly type: string; readonly partitionGranularity?: string }
}
interface Rollups {
  preAggregationDescriptionsForRecursive(cube: string, rollup: Rollup): unknown
}
interface Query {
  /** Of the compiled model; one for all questions. */
  readonly cubeEvaluator: object
  readonly options?: { readonly timezone?: string }
  newPreAggregations(): Rollups
}
type Dialect = new (...of: never[]) => Query

/**
 * DuckDB's dialect, which works out once what a rollup is (its SQL, its keys, its columns) instead of with every question that it answers: that
 * was most of the time a question took. A rollup cut into partitions is described by the question's span and is left as it was.
 * @throws Error when the pinned packages no longer have these seams.
 */
export function rememberingDialect(): Dialect {
  const { DuckDBDriver } = createRequire(import.meta.url)('@cubejs-backend/duckdb-driver') as {
    DuckDBDriver?: { dialectClass?(): Dialect }
  }
  const base = DuckDBDriver?.dialectClass?.()
  if (typeof base?.prototype.newPreAggregations !== 'function')
    throw new Error(
      '@cubejs-backend/schema-compiler no longer has BaseQuery.newPreAggregations: pin the version of package.json, or adapt semantic-layer/server/remembered-rollups.ts.',
    )
  const known = new WeakMap<object, Map<string, unknown>>()
  return class extends base {
    override newPreAggregations(): Rollups {
      const rollups = super.newPreAggregations()
      const describe = rollups.preAggregationDescriptionsForRecursive.bind(rollups)
      const ofModel = known.get(this.cubeEvaluator) ?? new Map<string, unknown>()
      known.set(this.cubeEvaluator, ofModel)
      rollups.preAggregationDescriptionsForRecursive = (cube, rollup) => {
        const { type, partitionGranularity } = rollup.preAggregation
        if (type !== 'rollup' || partitionGranularity) return describe(cube, rollup)
        const key = `${cube}.${rollup.preAggregationName} ${this.options?.timezone ?? ''}`
        const before = ofModel.get(key)
        if (before) return before
        const description = describe(cube, rollup)
        ofModel.set(key, description)
        return description
      }
      return rollups
    }
  }
}
