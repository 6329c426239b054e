import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { Caller } from '../caller-contract'
import { readableRun } from '../imports/readable-run'
import { dropName, handOver, receiveFile } from '../imports/receive-file'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'

/** A reject file is at most as large as what was sent. */
const LARGEST = 2 ** 31

/**
 * Puts the rejected rows of the file that last brought a name into the drop folder again, under its first sender: decided names are then
 * read as their facilities, and rows that are still wrong are rejected anew. For those who may open that file's rejects.
 */
export async function resendRejects(
  ports: Ports,
  caller: Caller,
  id: string,
  now: Date,
): Promise<{ fileName: string }> {
  // Rows go to the import again: who may not send may not send by this way either.
  if (!mayAnywhere(caller.grants, 'import.submit'))
    throw new Refusal('not-permitted', 'Your grants do not include import.submit.')
  const name = await ports.db.institutionName.findUnique({ where: { id } })
  const run = name && (await readableRun(ports, caller, name.lastBatch, 'case'))
  const batch = run && (await findBatch(ports.lake, await currentManifest(ports.lake), run.id))
  const file = batch?.rejectFile ? resolve(ports.lake, batch.rejectFile) : null
  if (!run || !batch || !file || relative(ports.lake, file).startsWith('..'))
    throw new Refusal('no-rejects', 'There are no rejects of such a file within your authority.', 'NOT_FOUND')
  const unique = randomUUID()
  const folder = join(/* turbopackIgnore: true */ ports.data, 'inbox', batch.table, folderOf(batch.sender))
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
  const { path } = await receiveFile(body, folder, unique, LARGEST)
  const fileName = await handOver(path, folder, dropName(`resent-${batch.id}.csv`, now), unique)
  return { fileName }
}

/** The sender of a file from the command line is any text; in the drop folder a sender is one folder. */
export function folderOf(sender: string): string {
  return sender.replaceAll(/[/\\\0]/g, '_').replace(/^\.+/, '_') || 'inbox'
}
