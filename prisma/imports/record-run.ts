import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'

export const IMPORT_STATES = [
  'received',
  'staging',
  'validating',
  'publishing',
  'published',
  'duplicate',
  'failed',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

const FINISHED = ['published', 'duplicate', 'failed'] as const satisfies readonly ImportState[]

export interface ImportProgress {
  /** The batch id of the lake. */
  readonly id: string
  readonly table: string
  readonly fileName: string
  /** Person id, sender id, or `inbox` for the drop folder. */
  readonly sender: string
  readonly state: ImportState
  readonly rowsRead?: number
  readonly rowsPublished?: number
  readonly rowsRejected?: number
  /** What went wrong, or what is worth saying, as the screens show it. */
  readonly message?: Prisma.InputJsonObject
  readonly demo?: boolean
}

/** Keeps how far an import has come. Each new state is told to the screens; a finished import is audited. */
export async function recordRun(db: Database, progress: ImportProgress, now: Date): Promise<void> {
  const { id, message, ...known } = progress
  const finished = FINISHED.find((state) => state === progress.state)
  const data = { ...known, message: message ?? Prisma.DbNull, finishedAt: finished ? now : null }
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "ImportRun" WHERE id = ${id} FOR UPDATE`
    const before = await tx.importRun.findUnique({ where: { id }, select: { state: true } })
    await tx.importRun.upsert({ where: { id }, create: { id, startedAt: now, ...data }, update: data })
    if (before?.state === progress.state) return
    const payload = { id, table: progress.table, state: progress.state }
    await putMessage(
      tx,
      { key: `import:${id}:${progress.state}:${now.getTime()}`, topic: 'import.changed', payload },
      now,
    )
    if (!finished) return
    const { rowsRead = null, rowsPublished = null, rowsRejected = null, table, fileName } = progress
    await appendAudit(tx, {
      actor: progress.sender,
      action: `import.${finished}`,
      subject: `import:${id}`,
      detail: { table, fileName, rowsRead, rowsPublished, rowsRejected },
      at: now,
    })
  })
}
