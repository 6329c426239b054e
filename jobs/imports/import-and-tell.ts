import { dirname } from 'node:path'
import type { Database } from '@cockpit/db/database'
import { recordRun } from '@cockpit/db/imports/record-run'
import { aliasesOf } from '@cockpit/db/institutions/aliases-of'
import { noteUnknownInstitutions } from '@cockpit/db/institutions/note-unknown'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import type { Bilingual } from '@cockpit/domain/ids'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { batchId, importFile } from '../ingest/import-file'
import { findMappings, type MappingSources } from '../ingest/mapping/find-mappings'
import type { ImportOutcome } from '../ingest/outcome'
import { readQualitySettings } from '../ingest/quality-settings'
import { takeSource } from '../ingest/source'
import type { Receipt } from '../quality/receipt'
import { boundsOf } from './bounds-of'

export interface ImportPorts {
  readonly lake: string
  readonly db: Database
  readonly bus: Bus
  readonly hmacKey: string
  readonly now: () => Date
  /** Where mappings of headers are looked for; without it the tables' own headers count alone. */
  readonly mappings?: MappingSources
}

export interface FileToImport {
  readonly table: WarehouseTable
  readonly path: string
  readonly fileName: string
  readonly sender: string
  readonly demo: boolean
  readonly replaces?: string
  /** Takes in a file whose batch was erased. */
  readonly again?: boolean
  /** See `ImportRequest.receipt`. */
  readonly receipt?: Receipt
  /** Nobody else writes to the file: it is read where it lies. */
  readonly owned?: boolean
  /** The one mapping to read it by; chosen among those that may serve when left out. */
  readonly mapping?: KnownMapping
}

/** Imports one file as its sender may send it (`boundsOf`); its progress stands on the imports page and what it published is told to all. @throws ImportFailure */
export async function importAndTell(file: FileToImport, ports: ImportPorts): Promise<ImportOutcome> {
  const { db, bus, lake, hmacKey, now } = ports
  const { table, fileName, sender, demo } = file
  const { sha256 } = await takeSource(file.path)
  const run = { id: batchId(table.name, sha256), table: table.name, fileName, sender, demo }
  const earlier = await db.importRun.findUnique({ where: { id: run.id }, select: { state: true } })
  // The row of a batch that is published tells of its publication; sent again, it stays so.
  const tell = earlier?.state !== 'published'
  if (tell) await recordRun(db, { ...run, state: 'received' }, now())
  let outcome: ImportOutcome
  try {
    const known = ports.mappings ? await findMappings(ports.mappings, table.name, sender) : []
    const limits = await readQualitySettings(dirname(lake))
    const { facilities, ...sends } = await boundsOf(db, sender)
    outcome = await importFile({
      ...file,
      facilities,
      sends,
      limits,
      aliases: await aliasesOf(db, sender),
      onUnknownFacilities: async (batch, names) => {
        await noteUnknownInstitutions(db, { batch, sender, table: table.name }, names, now())
      },
      mappings: { known, asked: file.mapping ?? null },
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
      const message = outcome.kind === 'published' ? toldOf(outcome) : undefined
      await recordRun(
        db,
        {
          ...run,
          state: 'published',
          rowsRead,
          rowsPublished,
          rowsRejected,
          ...(message ? { message: { ...message } } : {}),
        },
        now(),
      )
    }
  } catch (error) {
    const en = error instanceof Error ? error.message : String(error)
    if (tell) await recordRun(db, { ...run, state: 'failed', message: { zh: `导入中断：${en}`, en } }, now())
    throw error
  }
  // It is published whether or not somebody can be told: a bus that is away does not make it a failed one.
  if (outcome.kind === 'published')
    await bus.publish('lake.published', { version: outcome.version, tables: [table.name] })
  return outcome
}

/** How the file was read, where that is not obvious; undefined when there is nothing to say. */
function toldOf({ batch, notes = [] }: Extract<ImportOutcome, { kind: 'published' }>): Bilingual | undefined {
  const told = batch.mapping
    ? [
        {
          zh: `按映射 ${batch.mapping.id}@${batch.mapping.version} 读取`,
          en: `read by ${batch.mapping.id}@${batch.mapping.version}`,
        },
        ...notes,
      ]
    : notes
  if (told.length === 0) return undefined
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') }
}
