import { failureWord, PASSING } from './failure-word'

/** How often an open screen asks again for what is old or missing. Milliseconds. */
const ASK_AGAIN = 15_000

interface Asked<T> {
  readonly data: T | undefined
  readonly error: unknown
  /** Milliseconds; when the data came. */
  readonly dataUpdatedAt: number
}

/** What a screen shows of a question: never an error in the place of an answer it has, and never an old answer that does not say so. */
export interface Held<T> {
  readonly data: T | undefined
  readonly error: unknown
  /** ISO instant since which the answer has not been renewed; absent while it is good. */
  readonly stale?: string
}

/**
 * When asking again fails for a reason that passes, the answer before stays, with its age; a refusal (an authority that was taken away, an
 * ended session) takes it off the screen.
 * @param since the answer's own word that it is old
 */
export function heldOf<T>({ data, error, dataUpdatedAt }: Asked<T>, since: (data: T) => string | undefined): Held<T> {
  if (data === undefined) return { data, error }
  if (error && !PASSING.has(failureWord(error))) return { data: undefined, error }
  const stale = since(data) ?? (error ? new Date(dataUpdatedAt).toISOString() : undefined)
  return { data, error: null, ...(stale ? { stale } : {}) }
}

/** For `refetchInterval`: a screen recovers by itself. */
export function untilGood<T>(
  since: (data: T) => string | undefined,
): (query: { state: { data: T | undefined; error: unknown } }) => number | false {
  return ({ state: { data, error } }) => {
    const passing = error !== null && error !== undefined && PASSING.has(failureWord(error))
    return passing || (data !== undefined && since(data) !== undefined) ? ASK_AGAIN : false
  }
}
