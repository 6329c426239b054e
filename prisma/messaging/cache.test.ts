import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCache } from './cache'

test('an entry is gone at its instant, not before', async () => {
  let now = 1_000
  const cache = openCache({ now: () => now })
  await cache.set('a', '1', 2)
  now = 2_999
  expect(await cache.get('a')).toBe('1')
  now = 3_000
  expect(await cache.get('a')).toBeNull()
})

test('what was used longest ago goes first, and reading is using', async () => {
  const cache = openCache({ capacity: 6 })
  await cache.set('a', '1', 60)
  await cache.set('b', '2', 60)
  await cache.set('c', '3', 60)
  await cache.get('a')
  await cache.set('d', '4', 60)
  expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)))).toEqual(['1', null, '3', '4'])
})

test('what is larger than the whole cache is not kept, throws nothing out, and does not leave the old value', async () => {
  const cache = openCache({ capacity: 6 })
  await cache.set('a', '1', 60)
  await cache.set('b', '2', 60)
  await cache.set('a', '123456', 60)
  expect([await cache.get('a'), await cache.get('b')]).toEqual([null, '2'])
})

test('it agrees with a plain list of the newest entries that fit', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const act = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key, value: fc.string({ maxLength: 8 }) }),
    fc.record({ kind: fc.constantFrom('get' as const, 'delete' as const), key }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const capacity = 20
      const cache = openCache({ capacity })
      // Oldest first; the model walks the whole list where the cache keeps sums.
      let model: { key: string; value: string }[] = []
      const size = () => model.reduce((sum, entry) => sum + entry.key.length + entry.value.length, 0)
      for (const step of acts) {
        const held = model.find((entry) => entry.key === step.key)
        model = model.filter((entry) => entry !== held)
        if (step.kind === 'set') {
          await cache.set(step.key, step.value, 60)
          model.push({ key: step.key, value: step.value })
          while (size() > capacity) model.shift()
        } else if (step.kind === 'delete') await cache.delete(step.key)
        else {
          expect(await cache.get(step.key)).toBe(held?.value ?? null)
          if (held) model.push(held)
        }
      }
      for (const { key, value } of [...model]) expect(await cache.get(key)).toBe(value)
    }),
  )
})
