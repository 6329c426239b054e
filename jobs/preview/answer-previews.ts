import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FilePreview, PreviewAsk } from '@cockpit/domain/imports/preview'
import { maySendTable } from '@cockpit/domain/imports/sendable'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { boundsOf } from '../imports/bounds-of'
import type { ImportPorts } from '../imports/import-and-tell'
import { MappingError } from '../ingest/mapping/check-mapping'
import { findMappings } from '../ingest/mapping/find-mappings'
import { previewFile } from './preview-file'

/** Nobody waits so long: what is older was left behind. */
const LEFT_BEHIND = 600_000

export interface PreviewPorts {
  readonly data: string
  readonly tables: readonly WarehouseTable[]
  readonly imports: ImportPorts
  readonly log: (message: string, facts: Record<string, unknown>) => void
}

export const previewFolder = (data: string) => join(data, 'preview')

/** Looks at every file that waits in `<data>/preview`, writes what it found beside it and takes the sample away. */
export async function answerPreviews(ports: PreviewPorts): Promise<void> {
  const folder = previewFolder(ports.data)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (name.endsWith('.ask.json')) await answer(path, folder, ports)
    else if (await isOld(path)) await rm(path, { recursive: true, force: true })
  }
}

async function answer(path: string, folder: string, ports: PreviewPorts): Promise<void> {
  const ask = PreviewAsk.safeParse(jsonOf(await readFile(path, 'utf8').catch(() => '')))
  await rm(path, { force: true })
  if (!ask.success) return
  const { id } = ask.data
  const sample = join(folder, `${id}.sample`)
  let found: FilePreview
  try {
    found = await preview(ask.data, sample, join(folder, `${id}.work`), ports)
  } catch (error) {
    ports.log('a file could not be looked at', { id, error: error instanceof Error ? error.message : String(error) })
    // What a mapping file says wrongly is for whoever looks after it; anything else is ours.
    // Where the installation keeps it is not.
    const detail = error instanceof MappingError ? error.message.replaceAll(`${ports.data}/`, '') : ''
    found = {
      kind: 'failed',
      message: detail
        ? { zh: `映射文件有误：${detail}`, en: `A mapping file is wrong: ${detail}` }
        : {
            zh: '预览没有成功，文件本身可能没有问题，可以直接上传。',
            en: 'The preview failed; the file itself may be sound and can be sent.',
          },
    }
  } finally {
    await rm(sample, { force: true })
  }
  const draft = join(folder, `${id}.draft`)
  await writeFile(draft, JSON.stringify(found), { mode: 0o600 })
  await rename(draft, join(folder, `${id}.answer.json`))
}

/** Null for what is no JSON, as a power cut may leave it: a question that cannot be read must not keep the others waiting. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function preview(ask: PreviewAsk, path: string, folder: string, ports: PreviewPorts): Promise<FilePreview> {
  const { imports, tables } = ports
  const table = tables.find(({ name }) => name === ask.table)
  if (!table) throw new Error(`There is no table ${ask.table}.`)
  const mappingsOf = async ({ name }: WarehouseTable) =>
    imports.mappings ? findMappings(imports.mappings, name, ask.sender) : []
  const known = await mappingsOf(table)
  const { facilities, ...sends } = await boundsOf(imports.db, ask.sender)
  const others = tables.filter(
    (one) =>
      one !== table && !one.system && maySendTable(one, sends) && (facilities === undefined || one.facilityColumn),
  )
  const { fileName, bytes, whole } = ask
  const { lake, hmacKey } = imports
  return previewFile({
    lake,
    table,
    path,
    fileName,
    mappings: { known, asked: null },
    hmacKey,
    facilities,
    sends,
    bytes,
    whole,
    folder,
    // A mapping of another table that cannot be used is told when that table is chosen.
    others: { tables: others, mappingsOf: (one) => mappingsOf(one).catch(unlessMapping) },
  })
}

function unlessMapping(error: unknown): [] {
  if (error instanceof MappingError) return []
  throw error
}

async function isOld(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null)
  return facts !== null && Date.now() - facts.mtimeMs > LEFT_BEHIND
}
