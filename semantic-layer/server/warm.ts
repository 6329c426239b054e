/** Wait until publications have been quiet for this long: an import of many files renews the rollups once. Milliseconds. */
const QUIET = 1500

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

  constructor(
    private readonly core: Refresher,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Something was published. */
  soon(delay = QUIET): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#run(), delay)
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
    try {
      while (!this.#stopped) {
        const { finished } = await this.core.runScheduledRefresh(null, { throwErrors: false })
        if (finished) break
      }
    } catch (error) {
      this.onError(error)
    } finally {
      this.#running = false
    }
    if (this.#again) {
      this.#again = false
      this.soon()
    }
  }
}
