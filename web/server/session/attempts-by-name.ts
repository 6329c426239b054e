import { Attempts } from '../displays/attempts'

/** How often the password of one account may be tried. */
export const PASSWORD_TRIES = { most: 20, windowMs: 60_000 } as const

/**
 * A limit of tries for each name. An address proves little where clients may state their own (X-Forwarded-For), so passwords are
 * guarded by the account as well. Of more than `names` names the one tried longest ago is forgotten.
 */
export class AttemptsByName {
  readonly #of = new Map<string, Attempts>()

  constructor(
    readonly most: number,
    readonly windowMs: number,
    readonly names = 10_000,
  ) {}

  /** Takes one try for a name at an instant (ms), whatever the case of its letters; false when its window is full. */
  take(name: string, now: number): boolean {
    const key = name.normalize('NFKC').trim().toLowerCase()
    const attempts = this.#of.get(key) ?? new Attempts(this.most, this.windowMs)
    this.#of.delete(key)
    this.#of.set(key, attempts)
    for (const oldest of this.#of.keys()) {
      if (this.#of.size <= this.names) break
      this.#of.delete(oldest)
    }
    return attempts.take(now)
  }
}
