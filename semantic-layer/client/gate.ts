import { CubeUnavailable } from './unavailable'

/** Whoever has waited this long for a place is told that the service is slow. Milliseconds. */
const LONGEST_WAIT = 120_000

/**
 * So many questions are at Cube at once; the others wait here in the order in which they came. A crowd then finds a queue instead of a Cube
 * that answers nobody in time, and who goes away while waiting has cost nothing.
 */
export class Gate {
  readonly #waiting = new Set<() => void>()
  #inside = 0

  constructor(
    private readonly places: number,
    private readonly patience = LONGEST_WAIT,
  ) {}

  /** Questions that wait for a place. */
  get waiting(): number {
    return this.#waiting.size
  }

  /**
   * @throws the signal's reason when the caller gave up while waiting
   * @throws CubeUnavailable `slow` when no place came free in time
   */
  async pass<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    if (this.#inside < this.places) this.#inside++
    else await this.#place(signal)
    try {
      return await ask()
    } finally {
      const [next] = this.#waiting
      // A place goes from hand to hand.
      if (next) next()
      else this.#inside--
    }
  }

  #place(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((done, fail) => {
      const leave = (reason: unknown) => {
        stop()
        fail(reason)
      }
      const given = () => {
        stop()
        done()
      }
      const gone = () => leave(signal?.reason)
      const timer = setTimeout(
        () => leave(new CubeUnavailable('Too many questions wait for the semantic layer.', 'slow')),
        this.patience,
      )
      const stop = () => {
        clearTimeout(timer)
        this.#waiting.delete(given)
        signal?.removeEventListener('abort', gone)
      }
      this.#waiting.add(given)
      signal?.addEventListener('abort', gone, { once: true })
    })
  }
}
