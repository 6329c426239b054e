import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DifferentHashes } from './different-hashes'

const word = fc.integer({ min: 0, max: 0xffffffff })

describe('hashes that pass by', () => {
  it('are all different until one comes again, as a set of them says', () => {
    // Few first words, so that many meet in one slot; every second word differs in the bits that are kept.
    const some = fc.array(fc.tuple(fc.constantFrom(0, 1, 0x80000000, 0xffffffff), fc.integer({ min: 0, max: 400 })))
    fc.assert(
      fc.property(some, (pairs) => {
        const hashes = new DifferentHashes()
        for (const [first, step] of pairs) hashes.add(first, step * 0x1000)
        expect(hashes.allDifferent).toBe(new Set(pairs.map(String)).size === pairs.length)
      }),
    )
  })

  it('stay told apart when there are more than there was room for', () => {
    const made = fc.sample(fc.tuple(word, word), { numRuns: 5000, seed: 7 })
    const different = [...new Map(made.map((pair) => [`${pair[0]} ${pair[1] >>> 12}`, pair])).values()]
    const hashes = new DifferentHashes()
    for (const [first, second] of different) hashes.add(first, second)
    expect(hashes.allDifferent).toBe(true)
    // An early one or a late one comes again, and what was asked before is not kept for an answer.
    for (const at of [7, different.length - 7]) {
      const again = new DifferentHashes()
      for (const [first, second] of different) again.add(first, second)
      expect(again.allDifferent).toBe(true)
      const [first, second] = different[at] ?? [0, 0]
      again.add(first, second)
      expect(again.allDifferent).toBe(false)
    }
  })

  it('are not said to be different when one of them is not known', () => {
    const hashes = new DifferentHashes()
    hashes.add(1, 2)
    hashes.addUnknown()
    hashes.add(3, 4)
    expect(hashes.allDifferent).toBe(false)
  })
})
