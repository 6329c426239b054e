import type { Bilingual } from '@cockpit/domain/ids'
import type { Database, Transaction } from '../database'

/** Names of facilities by id; unknown ids are absent. */
export async function facilityNames(
  db: Database | Transaction,
  ids: readonly (string | null)[],
): Promise<Map<string, Bilingual>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.facility.findMany({
    where: { id: { in: wanted } },
    select: { id: true, nameZh: true, nameEn: true },
  })
  return new Map(rows.map((row) => [row.id, { zh: row.nameZh, en: row.nameEn }]))
}
