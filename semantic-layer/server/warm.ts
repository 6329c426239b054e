/** Wait until publications have been quiet for this long: an import of many files renews the rollups once. Milliseconds. */
const QUIET = 1500
/**
 * After a build rest so many times its length: while large files follow one another, each further apart than `QUIET`, at most a fifth of the
 * time goes into rollups that the next file makes old.
 */
const REST = 4
/** Nobody waits longer than this for rollups built ahead. Milliseconds. */
const LONGEST_REST = 300_000

export interface Refresher {
  runScheduledRefresh(context: null, options: object): Promise<{ finished: boolean }>
}

/**
 * Builds the rollups ahead of the questions: at the start, and when publications have come to rest. A question that comes earlier
 * builds what it needs itself, and waits for it.
 */
export class Warmer {
  #timer: NodeJS.Timeout | undefined
  #running = false
  #again = false
  #stopped = false
  #restUntil = 0

  constructor(
    private readonly core: Refresher,
    private readonly onError: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Something was published. */
  soon(delay = QUIET): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#run(), Math.max(delay, this.#restUntil - this.now()))
    this.#timer.unref()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async #run(): Promise<void> {
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = true
    const began = this.now()
    try {
      while (!this.#stopped) {
        const { finished } = await this.core.runScheduledRefresh(null, { throwErrors: false })
        if (finished) break
      }
    } catch (error) {
      this.onError(error)
    } finally {
      this.#running = false
      this.#restUntil = this.now() + Math.min(REST * (this.now() - began), LONGEST_REST)
    }
    if (this.#again) {
      this.#again = false
      this.soon()
    }
  }
}
