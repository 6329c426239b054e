import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'

/** What kind of thing left: an answer as a table, the picture of a chart, a page on paper, single cases. */
export type ExportKind = 'answer' | 'chart' | 'page' | 'cases'

export interface ExportRecord {
  readonly id: string
  readonly person: string
  readonly kind: ExportKind
  readonly format: string
  /** The question as its address says it, or the address of the page. */
  readonly question: string
  /** Lines below the head; null where it is a picture or a page. */
  readonly rows: number | null
  /** Of the bytes that leave; of a picture, of the drawing before it was stamped. Hexadecimal. */
  readonly sha256: string
  readonly at: Date
  readonly more?: Prisma.InputJsonObject
}

/** Writes into the audit that something was taken out. It is awaited before the first byte leaves: what cannot be logged does not leave. */
export async function logExport(db: Database, { id, person, at, more, ...detail }: ExportRecord): Promise<void> {
  await appendAudit(db, {
    actor: person,
    action: `export.${detail.kind}`,
    subject: `export:${id}`,
    detail: { ...detail, ...more },
    at,
  })
}
