import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SenderTables } from '@cockpit/domain/imports/sendable'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import type { Erasure, Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { allEnded } from '../process/all-ended'
import { noteQuality } from '../quality/note-quality'
import type { Receipt } from '../quality/receipt'
import { checkAcrossRows, dimensionQuery, refuseEmptyReferences } from './file-checks'
import type { FileLimits } from './file-limits'
import { tokenSetup } from './identifier-token'
import { readAliases, type UnknownFacility } from './institution-aliases'
import { type Mappings, NO_MAPPINGS } from './mapping/choose-reading'
import { ImportFailure, type ImportOutcome, type ImportProgress, Refused } from './outcome'
import { describePartition, partitionPath } from './partition-file'
import { hmacSetup } from './pseudonym'
import { publishBatch } from './publish'
import type { ReadingOf } from './readable-text'
import { isReasonColumn } from './reason-columns'
import { writeRejects } from './rejects'
import { newRun } from './run'
import { refuseForeignTable, refuseSystemTable, refuseUnboundTable } from './sender-bounds'
import { Session } from './session'
import { soundRows } from './sound-rows'
import { stageRows } from './stage'
import { Supersession } from './supersede'
import { readableText, takeFile } from './text'

export interface ImportRequest {
  /** Lake folder; made when it is not there. */
  readonly lake: string
  readonly table: WarehouseTable
  readonly path: string
  /** The name people know the file by. */
  readonly fileName: string
  readonly sender: string
  readonly demo: boolean
  /** COCKPIT_HMAC_KEY, hexadecimal. */
  readonly hmacKey: string
  readonly now: () => Date
  /** When its rows came in, where that is not now: files of the past that are loaded at once. */
  readonly receipt?: Receipt
  readonly onProgress?: (progress: ImportProgress) => void | Promise<void>
  /** Batch all of whose remaining rows this file takes the place of. */
  readonly replaces?: string
  /** Takes in a file again whose batch was erased; otherwise such a file is refused. */
  readonly again?: boolean
  /** True when nobody else can write to `path` any more: where it must be read twice, it is not copied first. */
  readonly owned?: boolean
  /** Facilities the sender may report for: rows of others are rejected. Undefined binds it to none. */
  readonly facilities?: ReadonlySet<string> | undefined
  /** Which tables the sender may send; undefined binds it to none. */
  readonly sends?: SenderTables | undefined
  /** Mappings that may serve its headers; none when left out. @see findMappings */
  readonly mappings?: Mappings | undefined
  /** How much of a file may be bad; the product's own limits when left out. */
  readonly limits?: FileLimits | undefined
  /** Names of facilities that people decided about for this sender: name as sent -> facility. */
  readonly aliases?: ReadonlyMap<string, string> | undefined
  /** Told the names that no facility answers to, also when the file is refused for them. */
  readonly onUnknownFacilities?: ((batch: string, names: readonly UnknownFacility[]) => Promise<void>) | undefined
}

/** The same bytes for the same table are the same batch. */
export function batchId(table: string, sha256: string): string {
  return createHash('sha256').update(`${table}\0${sha256}`).digest('hex').slice(0, 16)
}

/**
 * Imports one file, CSV or workbook: copy and hash, find encoding and header, check every row, write good rows to an immutable
 * Parquet partition and bad ones to a reject file, publish both by one manifest.
 * rowsRead = rowsPublished + rowsRejected, always. The sender's file is left where it is.
 * @returns published, duplicate (these bytes are in the lake already) or refused (nothing of the file can be used).
 * @throws ImportFailure when something other than the file is wrong; the last published state stays.
 */
export async function importFile(request: ImportRequest): Promise<ImportOutcome> {
  const run = newRun()
  const folder = join(request.lake, 'staging', run)
  let step: ImportFailure['step'] = 'staging'
  const report = async (progress: ImportProgress) => {
    step = progress.state
    await request.onProgress?.(progress)
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return await attempt(request, run, folder, report)
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    if (error instanceof ImportFailure) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportFailure(step, `${request.fileName} could not be imported (${step}): ${reason}`, { cause: error })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function attempt(
  request: ImportRequest,
  run: string,
  folder: string,
  report: (progress: ImportProgress) => Promise<void>,
): Promise<ImportOutcome> {
  const { lake, table } = request
  await report({ state: 'staging' })
  refuseSystemTable(table)
  refuseForeignTable(table, request.sends)
  const reading: ReadingOf = { table, mappings: request.mappings ?? NO_MAPPINGS, fileName: request.fileName }
  const taken = await takeFile(request.path)
  const { facts } = taken
  const id = batchId(table.name, facts.sha256)
  const manifest = await currentManifest(lake)
  const twin = await findBatch(lake, manifest, id)
  if (twin?.erased && !request.again) throw erasedBefore(twin.erased)
  if (twin && !twin.erased) return { kind: 'duplicate', batch: twin, version: manifest.version }
  await refuseUnknownPredecessor(request, manifest)
  const text = await readableText(taken, reading, folder, request.owned ?? false)
  const { layout } = text
  refuseEmptyReferences(table, manifest)
  refuseUnboundTable(table, request.facilities)

  await report({ state: 'validating', bytes: facts.bytes })
  const session = await Session.open(folder)
  try {
    for (const statement of [...hmacSetup(request.hmacKey), ...tokenSetup(request.hmacKey)])
      await session.run(statement)
    const staged = await stageRows(session, table, text, { folder, batch: id, hmacKey: request.hmacKey })
    const { aliases = new Map(), facilities, limits, onUnknownFacilities: tell } = request
    const known = dimensionQuery({ table: 'facility', column: 'facility_id' }, manifest, lake)
    await readAliases(session, table, staged, { aliases, known, folder })
    const onUnknownFacilities = tell && ((names: readonly UnknownFacility[]) => tell(id, names))
    await checkAcrossRows(session, { table, layout, staged, manifest, lake, facilities, limits, onUnknownFacilities })
    const rowsRead = staged.records + staged.broken
    const rejectFile = join(folder, 'rejects.csv')
    const rejects = await writeRejects(session, { table, layout, staged: staged.rows, batch: id, file: rejectFile })
    const rowsPublished = rowsRead - rejects.rows
    const companions = await noteQuality({
      session,
      table,
      staged: staged.rows,
      rowsRead,
      rowsRejected: rejects.rows,
      batch: id,
      run,
      folder,
      lake,
      manifest,
      bound: facilities !== undefined,
      receipt: request.receipt ?? { at: request.now() },
    })

    await report({ state: 'publishing', bytes: facts.bytes, rowsRead })
    const good = await soundRows(session, table, staged, { layout, folder })
    const parts = await allEnded(
      good.map(async (file, n) => {
        const path = partitionPath(table.name, id, run, n)
        return { staged: file, partition: await describePartition(session, table, file, { path, batch: id }) }
      }),
    )
    const ready = parts.reduce((sum, { partition }) => sum + partition.rows, 0)
    if (ready !== rowsPublished)
      throw new ImportFailure(
        'publishing',
        `${rowsRead} rows were read and ${rejects.rows} rejected, but ${ready} stand ready; nothing is published.`,
      )
    const publication = await publishBatch(
      lake,
      {
        batch: {
          id,
          table: table.name,
          fileName: request.fileName,
          sha256: facts.sha256,
          bytes: facts.bytes,
          rowsRead,
          rowsPublished,
          rowsRejected: rejects.rows,
          rejectFile: rejects.rows > 0 ? join('rejects', `${id}-${run}.csv`) : null,
          sender: request.sender,
          demo: request.demo,
          ...(text.known ? { mapping: { id: text.known.id, version: text.known.mapping.version } } : {}),
        },
        parts,
        rejects: rejects.rows > 0 ? rejectFile : null,
        supersession: new Supersession(
          session,
          table,
          parts,
          { lake, folder, run },
          { replaces: request.replaces ?? null },
        ),
        companions,
        again: request.again ?? false,
      },
      request.now,
    )
    const { version } = publication.manifest
    if (publication.kind === 'duplicate') return { kind: 'duplicate', batch: publication.batch, version }
    return {
      kind: 'published',
      batch: publication.batch,
      version,
      ignoredHeaders: layout.ignored.filter((header) => !isReasonColumn(header)),
      rejects: rejects.summary,
      notes: text.notes,
    }
  } finally {
    session.close()
  }
}

async function refuseUnknownPredecessor({ lake, replaces, table }: ImportRequest, manifest: Manifest): Promise<void> {
  if (replaces === undefined || (await findBatch(lake, manifest, replaces))?.table === table.name) return
  throw new Refused({
    code: 'unknown-predecessor',
    message: {
      zh: `要替换的批次 ${replaces} 不在“${table.title.zh}”中。请核对批次号。`,
      en: `The batch ${replaces} to be replaced is not one of "${table.title.en}". Check the number of the batch.`,
    },
  })
}

function erasedBefore({ at, reason }: Erasure): Refused {
  return new Refused({
    code: 'erased-before',
    message: {
      zh: `该文件的数据已于 ${at.slice(0, 10)} 被清除（${reason}）。确需重新导入，请由管理员在命令行用 --again 导入。`,
      en: `The rows of this file were erased on ${at.slice(0, 10)} (${reason}). To take them in again, an operator imports the file with --again.`,
    },
  })
}
