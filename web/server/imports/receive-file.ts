import { createHash } from 'node:crypto'
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export class FileTooLarge extends Error {}
export class EmptyFile extends Error {}

/** Bytes of a name: file systems take 255, and the import adds numbers and `.reason.json`. */
const LONGEST_NAME = 180

/** A name for the drop folder: the last part of what was given, in letters that every file system takes; never one it passes over. */
export function dropName(given: string, now: Date): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const letters = [...last.normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '_')]
  while (Buffer.byteLength(letters.join('')) > LONGEST_NAME) letters.shift()
  const name = letters
    .join('')
    .replace(/^[._~]+/, '')
    .replace(/(?:\.(part|partial|tmp|crdownload|filepart|swp))+$/i, '')
  return name === '' ? `upload-${now.toISOString().replace(/[:.]/g, '-')}.csv` : name
}

/** Where a file stands before it is handed over: a name that the drop folder passes over. */
export const unfinishedPath = (folder: string, unique: string) => join(folder, `.${unique}.part`)

/**
 * Writes a body to a file that the drop folder does not look at yet.
 * @param limit bytes at most
 * @returns the path, and the bytes written with their checksum
 * @throws FileTooLarge | EmptyFile, after removing what was written
 */
export async function receiveFile(
  body: ReadableStream<Uint8Array>,
  folder: string,
  unique: string,
  limit: number,
): Promise<{ path: string; bytes: number; sha256: string }> {
  await mkdir(folder, { recursive: true })
  const path = unfinishedPath(folder, unique)
  let bytes = 0
  const hash = createHash('sha256')
  const gauge = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength
      hash.update(chunk)
      done(bytes > limit ? new FileTooLarge(`The file has more than ${limit} bytes.`) : null, chunk)
    },
  })
  // Opened before anything is read: a body refused at once must not be removed before its file is made.
  const file = await open(path, 'wx', 0o640)
  try {
    await pipeline(Readable.from(body as AsyncIterable<Uint8Array>), gauge, file.createWriteStream())
    if (bytes === 0) throw new EmptyFile('The file is empty.')
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, bytes, sha256: hash.digest('hex') }
}

/**
 * Hands a received file over to the drop folder under its own name, or, where a file of that name still waits, under one beside it: both are
 * wanted. Of two handed over at the same instant neither takes the other's place.
 */
export async function handOver(path: string, folder: string, name: string, unique: string): Promise<string> {
  const beside = name.replace(/(\.[^.]*)?$/, `-${unique.slice(0, 8)}$1`)
  if (await linked(path, join(folder, name))) {
    await rm(path)
    return name
  }
  await rename(path, join(folder, beside))
  return beside
}

/** Gives a file a second name, which a rename would take from another file. False where that name is taken, or the file system has no such links. */
async function linked(path: string, target: string): Promise<boolean> {
  return link(path, target).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' || error.code === 'EPERM' || error.code === 'ENOTSUP' || error.code === 'EMLINK')
        return false
      throw error
    },
  )
}
