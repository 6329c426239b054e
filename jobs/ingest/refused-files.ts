import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { filesBelow } from '../lake/source-files'
import { moveFree, reasonFile } from './taken-files'

const REASON = /\.reason\.json$/

const Reason = z.object({
  file: z.string(),
  table: z.string(),
  /** Missing where an earlier version refused the file. */
  sender: z.string().default('inbox'),
  code: z.string(),
  message: z.object({ zh: z.string(), en: z.string() }),
})

/** A file of the drop folder that was refused as a whole. */
export interface RefusedFile extends z.infer<typeof Reason> {
  /** As `retryRefused` takes it: `<table>/<name>`. */
  readonly file: string
  readonly refusedAt: Date
}

/** Names what cannot be tried again. */
export class RefusedFileError extends Error {
  override readonly name = 'RefusedFileError'
}

/** What lies in `<data>/refused`, newest first. */
export async function refusedFiles(data: string): Promise<RefusedFile[]> {
  const folder = join(data, 'refused')
  const found: RefusedFile[] = []
  for (const path of (await filesBelow(folder)).filter((name) => !REASON.test(name))) {
    const reason = await reasonOf(path)
    if (reason) found.push({ ...reason, file: relative(folder, path), refusedAt: (await stat(path)).ctime })
  }
  return found.sort((a, b) => b.refusedAt.getTime() - a.refusedAt.getTime())
}

/**
 * Puts a refused file back where its sender had put it, to be imported as if it had just arrived. Who sends it and what it may hold is judged anew.
 * @param file `<table>/<name>` below `<data>/refused`
 * @returns the file in the drop folder
 * @throws RefusedFileError when no such file was refused, or it was sent to no table
 */
export async function retryRefused(data: string, file: string): Promise<string> {
  const folder = resolve(data, 'refused')
  const path = resolve(folder, file)
  const reason = relative(folder, path).startsWith('..') ? null : await reasonOf(path)
  if (reason === null)
    throw new RefusedFileError(`no file ${file} was refused; \`cockpit refused list\` shows those that were.`)
  if (reason.code === 'unknown-table')
    throw new RefusedFileError(`${file} was sent to no table; put it into inbox/<table>/ instead.`)
  const sender = reason.sender === 'inbox' ? '' : basename(reason.sender)
  const target = join(data, 'inbox', basename(reason.table), sender, basename(reason.file))
  // Hidden until it is whole in its place: the drop folder passes over such a name.
  const hidden = join(dirname(target), `.retry-${process.pid}-${basename(target)}`)
  await mkdir(dirname(target), { recursive: true })
  await rename(path, hidden)
  await rm(reasonFile(path), { force: true })
  return moveFree(hidden, target)
}

async function reasonOf(path: string): Promise<z.infer<typeof Reason> | null> {
  const text = await readFile(reasonFile(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (text === null || (await stat(path).catch(() => null)) === null) return null
  const parsed = Reason.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
