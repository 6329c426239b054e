import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'

/** Folders beside the lake that hold what was sent. */
export const SOURCE_FOLDERS = ['archive', 'refused', 'claimed'] as const

/**
 * Copies of the file a batch came from, under whatever name, relative to the lake. They are found by length and checksum: names
 * repeat, bytes do not.
 */
export async function sourceFiles(lake: string, batch: Pick<Batch, 'table' | 'bytes' | 'sha256'>): Promise<string[]> {
  const found: string[] = []
  for (const folder of SOURCE_FOLDERS)
    for (const file of await filesBelow(join(lake, '..', folder, batch.table))) {
      const facts = await stat(file).catch(() => null)
      if (facts?.size === batch.bytes && (await checksum(file)) === batch.sha256) found.push(relative(lake, file))
    }
  return found
}

/** Files below a folder, whatever depth; none when it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}
