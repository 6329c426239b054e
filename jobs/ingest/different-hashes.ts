/** So many are looked up among one another as they come: what comes again, a patient or a constant, does so soon. */
const FIRST = 1 << 12

/**
 * Whether the hashes that pass by are all different, by their first 52 bits: two that share them by chance (one pair in 9,000 files of a million)
 * only count as the same. Keeps eight to sixteen bytes a hash, and nothing any more once two were the same. After the first ones they are only
 * written down, and told apart in one sorting when that is asked: to look each up would wait for memory a million times.
 */
export class DifferentHashes {
  #kept = new Float64Array(FIRST)
  #count = 0
  readonly #early = new Set<number>()
  #different = true
  #sorted = 0

  get allDifferent(): boolean {
    if (this.#different && this.#sorted < this.#count) this.#tellApart()
    return this.#different
  }

  /** One that is not known may be one of those before. */
  addUnknown(): void {
    this.#different = false
    this.#kept = new Float64Array(0)
    this.#early.clear()
  }

  /** @param first, second the hash's first two words, unsigned */
  add(first: number, second: number): void {
    if (!this.#different) return
    const value = first * 0x100000 + (second >>> 12)
    if (this.#count < FIRST) {
      if (this.#early.has(value)) {
        this.addUnknown()
        return
      }
      this.#early.add(value)
    } else if (this.#count === this.#kept.length) this.#grow()
    this.#kept[this.#count++] = value
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#kept.length)
    larger.set(this.#kept)
    this.#kept = larger
  }

  #tellApart(): void {
    const known = this.#kept.subarray(0, this.#count)
    // The bits of doubles that are not negative stand in the order of the doubles, and whole numbers are sorted in half the time.
    new BigUint64Array(known.buffer, 0, this.#count).sort()
    for (let n = 1; n < known.length; n++)
      if (known[n] === known[n - 1]) {
        this.addUnknown()
        return
      }
    this.#sorted = this.#count
  }
}
