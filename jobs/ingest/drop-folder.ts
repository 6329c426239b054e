import { mkdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { filesBelow } from '../lake/source-files'
import { ImportAttempts, importerKilled, isOutOfMemory, MOST_ATTEMPTS } from './import-attempts'
import type { ImportOutcome, Refusal } from './outcome'
import { byDependency } from './table-order'
import { beside, moveFree, refuse } from './taken-files'

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
  /** Its import ended without an outcome too often; the file is about to be set aside. Told again when telling it fails. */
  | { readonly file: DroppedFile; readonly setAside: Refusal }
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
 * Files found in `claimed/` at the start were interrupted and are imported first: a published one is then a duplicate. One whose
 * import ended its process too often (`MOST_ATTEMPTS`) is refused instead of being tried for ever.
 */
export async function watchDropFolder(folder: DropFolder): Promise<void> {
  const { inbox, tables, signal } = folder
  for (const table of tables) await mkdir(join(inbox, table.name), { recursive: true })
  const seen = new Map<string, string>()
  let pending = await filesBelow(beside(inbox, 'claimed'))
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

function tableName(inbox: string, claimed: string): string {
  return relative(beside(inbox, 'claimed'), claimed).split('/')[0] ?? ''
}

/** Moves what stood still since the last look, and refuses what lies under no table's folder. */
async function claimComplete(folder: DropFolder, seen: Map<string, string>): Promise<string[]> {
  const found = await filesBelow(folder.inbox)
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
  // Erased while it waited: there is nothing left to import.
  if ((await stat(path).catch(() => null)) === null) return true
  const sender = parts.length > 2 ? (parts[1] ?? 'inbox') : 'inbox'
  const file: DroppedFile = { table, path, fileName: basename(path), sender }
  const attempts = await ImportAttempts.of(join(beside(folder.inbox, 'attempts'), `${parts.join('/')}.txt`), path)
  if (attempts.failed >= MOST_ATTEMPTS) {
    await setAside(folder, file, attempts)
    return true
  }
  const outcome = await counted(folder, file, attempts)
  if (outcome instanceof Error) {
    if (attempts.failed >= MOST_ATTEMPTS) {
      await setAside(folder, file, attempts)
      return true
    }
    await folder.onOutcome({ file, failure: outcome })
    return false
  }
  if (outcome.kind === 'refused') await refuse(folder.inbox, file, outcome.refusal)
  else await moveFree(path, join(beside(folder.inbox, 'archive'), table.name, file.fileName))
  await attempts.end()
  await folder.onOutcome({ file, outcome })
  return true
}

/** Imports a file under the count of its attempts. @returns the outcome, or the failure that was not the file's */
async function counted(
  folder: DropFolder,
  file: DroppedFile,
  attempts: ImportAttempts,
): Promise<ImportOutcome | Error> {
  // Told to stop, the process may be ended before a long import is done: that is no fault of the file.
  const forgive = () => attempts.forgive()
  try {
    await attempts.begin()
    folder.signal.addEventListener('abort', forgive, { once: true })
    return await folder.importFile(file)
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    if (isOutOfMemory(failure)) attempts.count()
    else attempts.forgive()
    return failure
  } finally {
    folder.signal.removeEventListener('abort', forgive)
  }
}

async function setAside(folder: DropFolder, file: DroppedFile, attempts: ImportAttempts): Promise<void> {
  const refusal = importerKilled(MOST_ATTEMPTS)
  await folder.onOutcome({ file, setAside: refusal })
  await refuse(folder.inbox, file, refusal)
  await attempts.end()
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
  const file = { path, fileName: basename(path), table: { name: '_unknown' }, sender: 'inbox' }
  await refuse(folder.inbox, file, refusal)
  await folder.onOutcome({ unknown: path, refusal })
}
