/** Attempts after which a delivery is given up and lies with the dead letters: between two and five hours with the waits below. */
export const MOST_ATTEMPTS = 12

const FIRST = 10
const LONGEST = 2 * 3600

/**
 * Seconds to wait after the nth failed attempt: doubling from 10 s to two hours, of which a random half is left away, so that many
 * deliveries that failed together do not come back together.
 * @param chance from 0 (inclusive) to 1
 */
export function waitAfter(attempts: number, chance: number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.min(Math.max(0, attempts - 1), 20))
  return whole / 2 + (whole / 2) * chance
}

/** What an attempt came to. `refused` is an answer that another attempt would get again. */
export type AttemptOutcome = 'sent' | 'failed' | 'refused'

export function afterAttempt(
  outcome: AttemptOutcome,
  attempts: number,
  now: Date,
  chance: number,
): { readonly state: 'sent' | 'waiting' | 'dead'; readonly nextAttemptAt: Date } {
  if (outcome === 'sent') return { state: 'sent', nextAttemptAt: now }
  if (outcome === 'refused' || attempts >= MOST_ATTEMPTS) return { state: 'dead', nextAttemptAt: now }
  return { state: 'waiting', nextAttemptAt: new Date(now.getTime() + waitAfter(attempts, chance) * 1000) }
}
