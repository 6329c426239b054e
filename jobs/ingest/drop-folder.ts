import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { closeFile } from '../lake/close-file'
import type { ImportOutcome, Refusal } from './outcome'
import { byDependency } from './table-order'

/** A file taken from the drop folder. */
export interface DroppedFile {
  readonly table: WarehouseTable
  /** Where it stands now: nobody else writes to it any more. */
  readonly path: string
  readonly fileName: string
  /** Name of the folder below the table's, or `inbox`. */
  readonly sender: string
}

export type DropOutcome =
  | { readonly file: DroppedFile; readonly outcome: ImportOutcome }
  /** The import itself failed (disk full, lake unreadable); the file stays claimed and is tried again. */
  | { readonly file: DroppedFile; readonly failure: Error }
  /** A file under a folder that is no table. */
  | { readonly unknown: string; readonly refusal: Refusal }

export interface DropFolder {
  /** Files arrive at `<inbox>/<table>/` or `<inbox>/<table>/<sender>/`. */
  readonly inbox: string
  readonly tables: readonly WarehouseTable[]
  readonly importFile: (file: DroppedFile) => Promise<ImportOutcome>
  readonly onOutcome: (outcome: DropOutcome) => void | Promise<void>
  readonly signal: AbortSignal
  /** Milliseconds between two looks. */
  readonly every?: number
}

const UNFINISHED = /^\.|\.(part|partial|tmp|crdownload|filepart|swp)$|^~/i
/** After a failure that is not the file's the folder rests, so that a full disk is not hammered. */
const REST_AFTER_FAILURE = 15_000

/**
 * Watches the drop folder by looking at it every half second, until the signal is aborted; a running import is finished.
 * A file is taken when its size and time stood still between two looks, first moved to `<inbox>/../claimed/` (a rename:
 * who writes under the old name later writes a new file), then imported one after another, dimensions first. Afterwards
 * it goes to `archive/<table>/`, or to `refused/<table>/` with a `.reason.json` beside it.
 * Files found in `claimed/` at the start were interrupted and are imported first: a published one is then a duplicate.
 */
export async function watchDropFolder(folder: DropFolder): Promise<void> {
  const { inbox, tables, signal } = folder
  for (const table of tables) await mkdir(join(inbox, table.name), { recursive: true })
  const seen = new Map<string, string>()
  let pending = await listFiles(beside(inbox, 'claimed'))
  while (!signal.aborted) {
    let failed = false
    const claimed = [...pending, ...(await claimComplete(folder, seen))]
    pending = []
    for (const file of byDependency(claimed, tables, (path) => tableName(inbox, path))) {
      if (signal.aborted) return
      if (!(await take(folder, file))) {
        failed = true
        pending.push(file)
      }
    }
    await sleep(failed ? REST_AFTER_FAILURE : (folder.every ?? 500), undefined, { signal }).catch(() => {})
  }
}

function beside(inbox: string, name: string): string {
  return join(dirname(inbox), name)
}

function tableName(inbox: string, claimed: string): string {
  return relative(beside(inbox, 'claimed'), claimed).split('/')[0] ?? ''
}

/** Moves what stood still since the last look, and refuses what lies under no table's folder. */
async function claimComplete(folder: DropFolder, seen: Map<string, string>): Promise<string[]> {
  const found = await listFiles(folder.inbox)
  for (const path of seen.keys()) if (!found.includes(path)) seen.delete(path)
  const claimed: string[] = []
  for (const path of found) {
    if (UNFINISHED.test(basename(path))) continue
    const facts = await stat(path).catch(() => null)
    if (facts === null) continue
    const mark = `${facts.size}:${facts.mtimeMs}:${facts.ino}`
    if (seen.get(path) !== mark) {
      seen.set(path, mark)
      continue
    }
    seen.delete(path)
    const parts = relative(folder.inbox, path).split('/')
    const known = folder.tables.some(({ name }) => name === parts[0])
    if (known && parts.length >= 2 && parts.length <= 3) claimed.push(await claim(folder.inbox, path))
    else await refuseUnknown(folder, path)
  }
  return claimed
}

async function claim(inbox: string, path: string): Promise<string> {
  return moveFree(path, join(beside(inbox, 'claimed'), relative(inbox, path)))
}

async function take(folder: DropFolder, path: string): Promise<boolean> {
  const parts = relative(beside(folder.inbox, 'claimed'), path).split('/')
  const table = folder.tables.find(({ name }) => name === parts[0])
  if (!table) {
    await refuseUnknown(folder, path)
    return true
  }
  const sender = parts.length > 2 ? (parts[1] ?? 'inbox') : 'inbox'
  const file: DroppedFile = { table, path, fileName: basename(path), sender }
  let outcome: ImportOutcome
  try {
    outcome = await folder.importFile(file)
  } catch (error) {
    await folder.onOutcome({ file, failure: error instanceof Error ? error : new Error(String(error)) })
    return false
  }
  if (outcome.kind === 'refused') await refuse(folder.inbox, path, table.name, outcome.refusal)
  else await moveFree(path, join(beside(folder.inbox, 'archive'), table.name, file.fileName))
  await folder.onOutcome({ file, outcome })
  return true
}

async function refuse(inbox: string, path: string, table: string, refusal: Refusal): Promise<void> {
  const moved = await moveFree(path, join(beside(inbox, 'refused'), table, basename(path)))
  await writeFile(`${moved}.reason.json`, `${JSON.stringify({ file: basename(path), table, ...refusal }, null, 2)}\n`, {
    mode: 0o600,
  })
}

async function refuseUnknown(folder: DropFolder, path: string): Promise<void> {
  const names = folder.tables.map(({ name }) => name).join(', ')
  const refusal: Refusal = {
    code: 'unknown-table',
    message: {
      zh: `文件应放在以表名命名的文件夹中：${names}；其下至多再有一层发送方文件夹。`,
      en: `A file belongs in a folder named after its table: ${names}; with at most one folder of the sender below it.`,
    },
  }
  await refuse(folder.inbox, path, '_unknown', refusal)
  await folder.onOutcome({ unknown: path, refusal })
}

/** Renames without overwriting an earlier file of the same name: the later one gets a number. */
async function moveFree(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  for (let n = 0; ; n++) {
    const target = n === 0 ? to : to.replace(/(\.[^./]*)?$/, `~${n}$1`)
    const taken = await stat(target).then(
      () => true,
      () => false,
    )
    if (taken) continue
    await rename(from, target)
    await closeFile(target)
    return target
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
