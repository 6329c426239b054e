import type { CubePort, Pass } from './cube-rest'
import { type Publication, readPublication } from './publication'

/** Milliseconds a reading is believed. The warehouse itself looks at the lake no more often than that. */
const BELIEVED = 250

/**
 * What is published, read once for the questions of one moment: it is the same for every valid token. `forget` at a publication, so that who
 * asks because of it is answered from it.
 */
export class Publications {
  /** It waits behind no queue: every question begins with it. */
  readonly #port: CubePort
  #reading: { at: number; publication: Promise<Publication> } | undefined

  constructor(
    { signal: _signal, gate: _gate, ...port }: CubePort,
    private readonly now: () => number = Date.now,
  ) {
    this.#port = port
  }

  /** @throws CubeUnavailable, which is not remembered */
  read(pass: Pass): Promise<Publication> {
    const at = this.now()
    const known = this.#reading
    if (known && at - known.at < BELIEVED) return known.publication
    const reading = { at, publication: readPublication(this.#port, pass) }
    this.#reading = reading
    reading.publication.catch(() => {
      if (this.#reading === reading) this.#reading = undefined
    })
    return reading.publication
  }

  /** Something was published: what was read before, or is being read, is not handed to anyone who asks from now on. */
  forget(): void {
    this.#reading = undefined
  }
}
