import type { Database } from '../database'

/**
 * Forgets the undecided names that an erased file brought last: what stands where a facility belongs may be anybody's name, and such a text
 * is kept as it was sent. A name that a person decided about stays, with the decision.
 * @returns how many
 */
export async function forgetNamesOf(db: Database, batch: string): Promise<number> {
  const { count } = await db.institutionName.deleteMany({ where: { lastBatch: batch, state: 'open' } })
  return count
}
