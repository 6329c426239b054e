import type { Database } from '../database'

/**
 * What people decided about the names that this sender's files may bring: text as sent -> facility. A decision for the sender itself goes
 * before one made for all senders.
 */
export async function aliasesOf(db: Database, sender: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.institutionName.findMany({
    where: { state: 'matched', sender: { in: ['', sender] } },
    select: { sender: true, text: true, facilityId: true },
    // '' sorts first, so that the sender's own is written over it.
    orderBy: { sender: 'asc' },
  })
  return new Map(rows.flatMap(({ text, facilityId }) => (facilityId === null ? [] : [[text, facilityId] as const])))
}
