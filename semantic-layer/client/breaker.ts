/** One admitted call tells what became of it, once. */
export interface Trial {
  /** Something answered, even if it said no. */
  answered(): void
  /** Nobody answered. */
  silent(): void
  /** The caller went away before it was known. */
  leave(): void
}

export interface BreakerOptions {
  /** Silences in a row after which nobody is let through; 3. */
  readonly after?: number
  /** Milliseconds until the first new try, 1,000; each silent try doubles it up to `longest`, 10,000. */
  readonly rest?: number
  readonly longest?: number
  now?(): number
}

/**
 * Stands before a service that may be away. After some silences in a row callers are turned away at once instead of waiting each for
 * themselves; after a rest one of them is let through, and its answer opens the way for all. So it recovers by itself, with the first question
 * after the rest.
 */
export class Breaker {
  readonly #after: number
  readonly #first: number
  readonly #longest: number
  readonly #now: () => number
  #silences = 0
  #rest: number
  /** When the next try may go; null while the way is open. */
  #next: number | null = null
  #trying = false

  constructor(options: BreakerOptions = {}) {
    this.#after = options.after ?? 3
    this.#first = options.rest ?? 1_000
    this.#longest = options.longest ?? 10_000
    this.#now = options.now ?? Date.now
    this.#rest = this.#first
  }

  /** `half-open`: the rest is over, one try may go or is under way. */
  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#next === null) return 'closed'
    return this.#trying || this.#now() >= this.#next ? 'half-open' : 'open'
  }

  /** Null while nobody is let through. */
  admit(): Trial | null {
    if (this.#next === null) return this.#trial(false)
    if (this.#trying || this.#now() < this.#next) return null
    this.#trying = true
    return this.#trial(true)
  }

  #trial(alone: boolean): Trial {
    let told = false
    const once = (then: () => void) => () => {
      if (told) return
      told = true
      if (alone) this.#trying = false
      then()
    }
    return {
      answered: once(() => {
        this.#silences = 0
        this.#next = null
        this.#rest = this.#first
      }),
      silent: once(() => {
        // Of the many that were under way when it fell silent the first ones count; the others say nothing new.
        if (this.#next !== null && !alone) return
        this.#silences++
        if (!alone && this.#silences < this.#after) return
        this.#next = this.#now() + this.#rest
        this.#rest = Math.min(this.#rest * 2, this.#longest)
      }),
      leave: once(() => undefined),
    }
  }
}
