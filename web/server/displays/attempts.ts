/** A limit of tries within a sliding window, for the whole process. */
export class Attempts {
  #at: number[] = []

  constructor(
    readonly most: number,
    readonly windowMs: number,
  ) {}

  /** Takes one try at an instant (ms); false when the window is full. */
  take(now: number): boolean {
    this.#at = this.#at.filter((at) => now - at < this.windowMs)
    if (this.#at.length >= this.most) return false
    this.#at.push(now)
    return true
  }
}
