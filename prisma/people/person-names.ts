import type { Database, Transaction } from '../database'

/** Names of people by id. Actors that are no people (`rule:…`, `system`) are absent. */
export async function personNames(db: Database | Transaction, ids: readonly string[]): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return {}
  const rows = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } })
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}
