/** Sums what every kind of test reports and keeps what has to be read again at the end. */
export class Tally {
  #passed = 0
  #failures = []
  #skipped = []
  #started = performance.now()

  pass(count = 1) {
    this.#passed += count
  }

  /** @param detail what the runner printed about it, shown again in the summary */
  fail(name, detail = '') {
    this.#failures.push({ name, detail })
  }

  skip(name, reason) {
    this.#skipped.push({ name, reason })
  }

  /** Prints the summary; the last line is plain and fixed, for whoever reads it by program. */
  finish() {
    if (this.#skipped.length > 0) {
      console.log('\nSkipped:')
      for (const { name, reason } of this.#skipped) console.log(`  - ${name}${reason ? `: ${reason}` : ''}`)
    }
    if (this.#failures.length > 0) {
      console.log('\nFailed:')
      for (const { name, detail } of this.#failures) {
        console.log(`  x ${name}`)
        for (const line of detail.trimEnd().split('\n').slice(0, 40)) if (line) console.log(`      ${line}`)
      }
    }
    console.log(`\n${Math.round((performance.now() - this.#started) / 1000)} s`)
    console.log(`${this.#passed} passed, ${this.#failures.length} failed, ${this.#skipped.length} skipped`)
    return this.#failures.length > 0 ? 1 : 0
  }
}
