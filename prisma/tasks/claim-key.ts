import type { Transaction } from '../database'

/**
 * Takes an idempotency key until the transaction ends, so that the same act sent twice at once runs one after the other;
 * returns the event under that key when the act was done before.
 */
export async function claimKey(tx: Transaction, idempotencyKey: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${idempotencyKey}, 7270736902))`
  return tx.taskEvent.findUnique({ where: { idempotencyKey } })
}
