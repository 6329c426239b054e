import type { Database } from '@cockpit/db/database'
import { recordRun } from '@cockpit/db/imports/record-run'
import type { Bus } from '@cockpit/db/messaging/bus'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { batchId, importFile } from '../ingest/import-file'
import type { ImportOutcome } from '../ingest/outcome'
import { takeSource } from '../ingest/source'

export interface ImportPorts {
  readonly lake: string
  readonly db: Database
  readonly bus: Bus
  readonly hmacKey: string
  readonly now: () => Date
}

export interface FileToImport {
  readonly table: WarehouseTable
  readonly path: string
  readonly fileName: string
  readonly sender: string
  readonly demo: boolean
  readonly replaces?: string
  /** Nobody else writes to the file: it is read where it lies. */
  readonly owned?: boolean
}

/** Imports one file; its progress stands on the imports page and what it published is told to all. @throws ImportFailure */
export async function importAndTell(file: FileToImport, ports: ImportPorts): Promise<ImportOutcome> {
  const { db, bus, lake, hmacKey, now } = ports
  const { table, fileName, sender, demo } = file
  const { sha256 } = await takeSource(file.path, null)
  const run = { id: batchId(table.name, sha256), table: table.name, fileName, sender, demo }
  const known = await db.importRun.findUnique({ where: { id: run.id }, select: { state: true } })
  // The row of a batch that is published tells of its publication; sent again, it stays so.
  const tell = known?.state !== 'published'
  if (tell) await recordRun(db, { ...run, state: 'received' }, now())
  try {
    const outcome = await importFile({
      ...file,
      lake,
      hmacKey,
      now,
      onProgress: async ({ state, rowsRead }) => {
        if (tell) await recordRun(db, { ...run, state, ...(rowsRead === undefined ? {} : { rowsRead }) }, now())
      },
    })
    if (outcome.kind === 'refused') {
      const message = { ...outcome.refusal.message, code: outcome.refusal.code }
      await recordRun(db, { ...run, state: 'failed', message }, now())
    } else if (tell) {
      const { rowsRead, rowsPublished, rowsRejected } = outcome.batch
      await recordRun(db, { ...run, state: 'published', rowsRead, rowsPublished, rowsRejected }, now())
    }
    if (outcome.kind === 'published')
      await bus.publish('lake.published', { version: outcome.version, tables: [table.name] })
    return outcome
  } catch (error) {
    const en = error instanceof Error ? error.message : String(error)
    if (tell) await recordRun(db, { ...run, state: 'failed', message: { zh: `导入中断：${en}`, en } }, now())
    throw error
  }
}
