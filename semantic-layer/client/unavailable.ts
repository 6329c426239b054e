/**
 * Why there is no answer. `down`: nobody answered. `slow`: it goes on computing beyond our patience. `wrong`: it answered, and not what was
 * asked. `failed`: it answered that it cannot. `refused`: our mistake or a forged token, not an outage.
 */
export type Fault = 'down' | 'slow' | 'wrong' | 'failed' | 'refused'

/** The semantic layer did not answer, answered with an error, or answered something else. */
export class CubeUnavailable extends Error {
  override readonly name = 'CubeUnavailable'
  constructor(
    message: string,
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  /** Asking again, or an older answer, would be no remedy. */
  get refused(): boolean {
    return this.fault === 'refused'
  }
}
