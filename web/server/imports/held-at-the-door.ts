import { open } from 'node:fs/promises'
import { fileWithin } from './file-within'
import type { RowsVerdict } from './rows-within'

const ARCHIVES = ['504b0304', '504b0506']
const COMPOUND = 'd0cf11e0'

/**
 * Turns a file away at once when it plainly names facilities its sender may not report for, or could be read in two ways. A workbook, and a
 * text whose header only a mapping understands, are let through: the import reads them, and holds every row to the same grant.
 * @returns null when the file may go on
 */
export async function heldAtTheDoor(
  path: string,
  headers: readonly string[],
  mayReport: (facility: string) => boolean,
): Promise<Extract<RowsVerdict, { ok: false }> | null> {
  if (await isBinary(path)) return null
  const verdict = await fileWithin(path, headers, mayReport)
  return verdict.ok || verdict.reason === 'no-facility-column' ? null : verdict
}

async function isBinary(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4)
    const magic = buffer.subarray(0, bytesRead).toString('hex')
    return ARCHIVES.includes(magic) || magic === COMPOUND
  } finally {
    await file.close()
  }
}
