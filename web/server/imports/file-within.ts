import { createReadStream } from 'node:fs'
import { type RowsVerdict, rowsWithin } from './rows-within'

/**
 * Checks a received file by `rowsWithin`. Text that is not quite UTF-8 is GB 18030 to the import, or UTF-8 that was damaged,
 * whichever has fewer broken characters; whoever mixes the two could have one column checked and another published. So it is
 * read as both, and as damaged UTF-8 it must either be in order as well or be no such table, which the import refuses.
 * @param path the file
 * @param headers names under which the facility column may be delivered
 */
export async function fileWithin(
  path: string,
  headers: readonly string[],
  mayReport: (facility: string) => boolean,
): Promise<RowsVerdict> {
  if (await isUtf8(path)) return rowsWithin(textOf(path, 'utf-8'), headers, mayReport)
  const verdict = await rowsWithin(textOf(path, 'gb18030'), headers, mayReport)
  if (!verdict.ok) return verdict
  const damaged = await rowsWithin(textOf(path, 'utf-8'), headers, mayReport)
  return damaged.ok || damaged.reason === 'no-facility-column' ? verdict : damaged
}

async function* textOf(path: string, encoding: 'utf-8' | 'gb18030'): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Uint8Array, { stream: true })
  yield decoder.decode()
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Uint8Array, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    // Anything but bytes that are no UTF-8 is a file that cannot be read.
    if (error instanceof TypeError) return false
    throw error
  }
}
