import { mkdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { FilePreview } from '@cockpit/domain/imports/preview'
import type { SenderTables } from '@cockpit/domain/imports/sendable'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { checkAcrossRows } from '../ingest/file-checks'
import { tokenSetup } from '../ingest/identifier-token'
import { batchId } from '../ingest/import-file'
import type { Mappings } from '../ingest/mapping/choose-reading'
import { Refused } from '../ingest/outcome'
import { hmacSetup } from '../ingest/pseudonym'
import { writeRejects } from '../ingest/rejects'
import { refuseForeignTable } from '../ingest/sender-bounds'
import { Session } from '../ingest/session'
import { stageRows } from '../ingest/stage'
import { readableText, takeFile } from '../ingest/text'
import { filledColumns } from './filled-columns'
import { type OtherTables, otherTable } from './other-table'
import { shownRows } from './shown-rows'

/** Refusals that say: not this table. */
const OF_ANOTHER_TABLE: readonly string[] = ['missing-columns', 'not-a-table']

export interface FileToLookAt {
  readonly lake: string
  readonly table: WarehouseTable
  /** The sample; it is shortened to whole lines. */
  readonly path: string
  readonly fileName: string
  readonly mappings: Mappings
  readonly hmacKey: string
  readonly facilities: ReadonlySet<string> | undefined
  readonly sends?: SenderTables | undefined
  /** Bytes of the whole file, and whether the sample is all of it. */
  readonly bytes: number
  readonly whole: boolean
  /** Where a file that does not fit `table` may belong instead. */
  readonly others?: OtherTables | undefined
  /** An empty folder for work in progress; removed at the end. */
  readonly folder: string
}

/** Reads and checks the beginning of a file by the import's own steps, and publishes nothing. */
export async function previewFile(file: FileToLookAt): Promise<FilePreview> {
  await mkdir(file.folder, { recursive: true, mode: 0o700 })
  try {
    if (!file.whole) await cutToLines(file.path)
    return await look(file)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, message } = error.refusal
    const asked = file.others && OF_ANOTHER_TABLE.includes(code) ? file.others : null
    const other = asked && (await otherTable(await takeFile(file.path), file.fileName, file.folder, asked))
    return { kind: 'refused', code, message, ...(other ? { other: { name: other.name, title: other.title } } : {}) }
  } finally {
    await rm(file.folder, { recursive: true, force: true })
  }
}

async function look(file: FileToLookAt): Promise<FilePreview> {
  const { lake, table, mappings, fileName, folder, hmacKey, facilities, whole } = file
  refuseForeignTable(table, file.sends)
  const taken = await takeFile(file.path)
  const text = await readableText(taken, { table, mappings, fileName }, folder, true)
  const batch = batchId(table.name, taken.facts.sha256)
  const manifest = await currentManifest(lake)
  const session = await Session.open(folder)
  try {
    for (const statement of [...hmacSetup(hmacKey), ...tokenSetup(hmacKey)]) await session.run(statement)
    const staged = await stageRows(session, table, text, { folder, batch, hmacKey })
    let refusal: Refused | null = null
    try {
      await checkAcrossRows(session, { table, layout: text.layout, staged, manifest, lake, facilities })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refusal = error
    }
    const { layout, form, known, notes } = text
    const rejects = await writeRejects(session, {
      table,
      layout,
      staged: staged.rows,
      batch,
      file: join(folder, 'rejects.csv'),
    })
    const columns = filledColumns(table, layout)
    const looked = staged.records + staged.broken
    const bytesRead = whole ? file.bytes : (await stat(file.path)).size
    return {
      kind: 'readable',
      form: 'sheet' in form ? form : { encoding: form.encoding, delimiter: layout.delimiter },
      headerLine: layout.headerLines,
      mapping: known?.name ?? null,
      notes: [...notes],
      columns: columns.map(({ column, headers, computed }) => ({
        name: column.name,
        title: column.title,
        headers: [...headers],
        computed,
        hidden: column.identifier !== undefined,
      })),
      ignored: [...layout.ignored],
      absent: table.columns
        .filter((column) => !columns.some((filled) => filled.column === column))
        .map(({ name, title, expected }) => ({ name, title, expected: expected ?? false })),
      rows: await shownRows(session, table, layout, staged.rows, columns),
      looked,
      rejected: rejects.rows,
      problems: rejects.summary.slice(0, 20).map((problem) => ({ ...problem })),
      estimatedRows: whole || bytesRead === 0 ? looked : Math.round((looked * file.bytes) / bytesRead),
      whole,
      duplicate: whole && ((await findBatch(lake, manifest, batch)) ?? null) !== null,
      refusal: refusal?.refusal.message ?? null,
    }
  } finally {
    session.close()
  }
}

/** Cuts the sample behind its last whole line, so that the cut itself is no fault. In UTF-16 a line feed is two bytes. */
async function cutToLines(path: string): Promise<void> {
  const bytes = await readFile(path)
  const wide = bytes.length > 1 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff)
  const little = wide && bytes[0] === 0xff
  for (let at = bytes.length - 1; at > 0; at--) {
    if (bytes[at] !== 10) continue
    const end = little ? at + 2 : at + 1
    if (wide && end % 2 === 1) continue
    if (end <= bytes.length) return truncate(path, end)
  }
}
