export type PostgresProblem =
  | 'unsupported-machine'
  | 'port-busy'
  | 'other-port'
  | 'no-space'
  | 'unreachable-folder'
  | 'not-a-database'
  | 'wrong-password'
  | 'failed'

/** Why the embedded PostgreSQL is not running. The message says what is wrong and what to do about it. */
export class PostgresError extends Error {
  constructor(
    readonly problem: PostgresProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'PostgresError'
  }
}
