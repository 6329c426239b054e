import type { Database } from '../database'

/** A value that the register of facilities does not know, as one file brought it. */
export interface UnknownInstitution {
  /** As sent, trimmed. */
  readonly text: string
  readonly rows: number
  readonly countyCode?: string
}

/** How much of a value is kept: a longer one is no name. */
export const LONGEST_NAME = 200

/**
 * Remembers the names a file brought that no facility answers to, for a person to decide. The same file again counts nothing twice; a name
 * once dismissed stays dismissed, though it is seen again.
 * @returns how many names are new
 */
export async function noteUnknownInstitutions(
  db: Database,
  file: { readonly batch: string; readonly sender: string; readonly table: string },
  names: readonly UnknownInstitution[],
  now: Date,
): Promise<number> {
  let added = 0
  for (const { text, rows, countyCode } of names) {
    if (text === '' || text.length > LONGEST_NAME) continue
    const key = { sender_text: { sender: file.sender, text } }
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${file.sender}|${text}`}, 0))`
      const known = await tx.institutionName.findUnique({ where: key })
      if (known?.lastBatch === file.batch) return
      if (!known) added++
      const seen = { lastBatch: file.batch, lastSeenAt: now, ...(countyCode ? { countyCode } : {}) }
      await tx.institutionName.upsert({
        where: key,
        create: { sender: file.sender, text, tables: [file.table], rows, firstSeenAt: now, ...seen },
        update: {
          ...seen,
          rows: { increment: rows },
          tables: known && !known.tables.includes(file.table) ? [...known.tables, file.table] : (known?.tables ?? []),
        },
      })
    })
  }
  return added
}
