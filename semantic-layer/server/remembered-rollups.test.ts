import { createRequire } from 'node:module'
import { afterAll, describe, expect, it } from 'vitest'
import { rememberingDialect } from './remembered-rollups'

const { PreAggregations } = createRequire(import.meta.url)('@cubejs-backend/schema-compiler') as {
  PreAggregations: { prototype: { preAggregationDescriptionsForRecursive: (cube: string, rollup: object) => unknown } }
}
const { preAggregationDescriptionsForRecursive: own } = PreAggregations.prototype
afterAll(() => {
  PreAggregations.prototype.preAggregationDescriptionsForRecursive = own
})

describe('the dialect that remembers rollups', () => {
  it('describes a rollup once for a model and a time zone, and one in partitions each time', () => {
    let described = 0
    PreAggregations.prototype.preAggregationDescriptionsForRecursive = (cube) => [{ cube, number: ++described }]
    const Dialect = rememberingDialect()
    const model = {}
    /** A question of the model, as far as its rollups are concerned. */
    const question = (cubeEvaluator: object, timezone = 'UTC') =>
      Object.assign(Object.create(Dialect.prototype), { cubeEvaluator, options: { timezone } }).newPreAggregations()
    const rollup = (type = 'rollup', more = {}) => ({
      preAggregationName: 'byMonth',
      preAggregation: { type, ...more },
    })
    const of = (cubeEvaluator: object, cube: string, one = rollup(), timezone?: string) =>
      question(cubeEvaluator, timezone).preAggregationDescriptionsForRecursive(cube, one)

    const first = of(model, 'a')
    expect(of(model, 'a')).toBe(first)
    expect(described).toBe(1)
    expect(of(model, 'b')).not.toBe(first)
    expect(of({}, 'a')).not.toBe(first)
    expect(of(model, 'a', rollup(), 'Asia/Shanghai')).not.toBe(first)
    expect(described).toBe(4)
    const partitioned = rollup('rollup', { partitionGranularity: 'month' })
    expect(of(model, 'c', partitioned)).not.toBe(of(model, 'c', partitioned))
    expect(described).toBe(6)
  })
})
