import { createRequire } from 'node:module'
import { afterAll, describe, expect, it } from 'vitest'
import { boundQuestions, boundResults } from './bounded-memory'

const { LocalCacheDriver } = createRequire(import.meta.url)('@cubejs-backend/query-orchestrator') as {
  LocalCacheDriver: {
    new (): {
      get(key: string): Promise<unknown>
      set(key: string, value: unknown, seconds: number): Promise<unknown>
      reset(): void
    }
    prototype: { set: unknown }
  }
}
const { set } = LocalCacheDriver.prototype
afterAll(() => {
  new LocalCacheDriver().reset()
  LocalCacheDriver.prototype.set = set
})

describe('what Cube keeps in memory', () => {
  it('is the newest results up to their bound; one set again counts once', async () => {
    const driver = new LocalCacheDriver()
    driver.reset()
    boundResults(40)
    const value = 'x'.repeat(8)
    for (const key of ['a', 'b', 'c', 'c', 'c', 'd']) await driver.set(key, value, 60)
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => driver.get(key)))).toEqual([value, value, value, value])
    await driver.set('e', value, 60)
    expect(await Promise.all(['a', 'b', 'e'].map((key) => driver.get(key)))).toEqual([undefined, value, value])
  })

  it('is the SQL of so many questions', () => {
    const questions = new Map<unknown, object>()
    const cache = {
      queryCache: {
        get size() {
          return questions.size
        },
        pop: () => questions.delete(questions.keys().next().value),
      },
      getQueryCache(key: unknown) {
        const found = questions.get(key) ?? {}
        questions.set(key, found)
        return found
      },
    }
    boundQuestions(cache, 2)
    const first = cache.getQueryCache('a')
    expect(cache.getQueryCache('a')).toBe(first)
    for (const key of ['b', 'c']) cache.getQueryCache(key)
    expect([...questions.keys()]).toEqual(['b', 'c'])
    expect(() => boundQuestions(undefined)).toThrow(/CompilerCache/)
  })
})
