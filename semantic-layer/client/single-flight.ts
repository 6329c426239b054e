import { setMaxListeners } from 'node:events'

interface Flight<T> {
  readonly answer: Promise<T>
  readonly stop: AbortController
  waiting: number
}

/**
 * Equal questions under way at the same time are asked once. Whoever gives up leaves alone; the asking itself is stopped when the last has left.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /** Questions under way. */
  get size(): number {
    return this.#flights.size
  }

  /**
   * @param ask begins the asking; its signal tells that nobody waits any more
   * @param signal the caller's own; without one the caller waits to the end
   * @throws the signal's reason when the caller gave up, or what `ask` throws
   */
  async join(key: string, ask: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const flight = this.#flights.get(key) ?? this.#begin(key, ask)
    flight.waiting++
    if (!signal) return flight.answer
    // One request may ask many questions.
    setMaxListeners(0, signal)
    return new Promise<T>((done, fail) => {
      const leave = () => {
        fail(signal.reason)
        this.#leave(key, flight)
      }
      signal.addEventListener('abort', leave, { once: true })
      flight.answer.then(done, fail).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  /** The asking goes on to its end, whoever leaves. */
  hold(key: string): void {
    const flight = this.#flights.get(key)
    if (flight) flight.waiting++
  }

  #begin(key: string, ask: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController()
    // Every part of a question listens to it.
    setMaxListeners(0, stop.signal)
    const flight: Flight<T> = { answer: ask(stop.signal), stop, waiting: 0 }
    this.#flights.set(key, flight)
    const landed = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
    flight.answer.then(landed, landed)
    return flight
  }

  #leave(key: string, flight: Flight<T>): void {
    if (--flight.waiting > 0) return
    // The next who asks the same begins anew: this one is being stopped.
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
    flight.stop.abort(new Error('Nobody waits for the answer any more.'))
  }
}
