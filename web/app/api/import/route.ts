import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { admit, refuse } from '../../../server/imports/admit'
import { heldAtTheDoor } from '../../../server/imports/held-at-the-door'
import { QuotaFull, quotaOf, RETRY_AFTER, refuseOverQuota, waitingOf } from '../../../server/imports/quota'
import {
  dropName,
  EmptyFile,
  FileTooLarge,
  handOver,
  receiveFile,
  unfinishedPath,
} from '../../../server/imports/receive-file'
import type { RowsVerdict } from '../../../server/imports/rows-within'
import { runId } from '../../../server/imports/run-id'

export const dynamic = 'force-dynamic'

/** Bytes a file may have; `COCKPIT_IMPORT_MAX_MB` changes it. */
const limit = () => Number(process.env.COCKPIT_IMPORT_MAX_MB ?? 4096) * 2 ** 20

/**
 * Takes a file for a table into the drop folder, where the import finds it: `POST /api/import?table=discharge&name=a.csv` with the
 * file as the body (CSV or xlsx, any size up to the limit, streamed), by a person's session or `Authorization: Bearer <sender token>`.
 * 202 means taken, not yet published: its `id` is that of the import to watch. 429 means that too much of the sender still waits (quota.ts).
 */
export async function POST(request: Request): Promise<Response> {
  const admitted = await admit(request)
  if (admitted instanceof Response) return admitted
  const { ports, sender, right, table, facility, address } = admitted
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit()) return refuse(413, 'too-large', `A file may have ${limit()} bytes.`)
  if (!request.body) return refuse(400, 'empty', 'Send the file as the body of the request.')

  const unique = randomUUID()
  const folder = join(/* turbopackIgnore: true */ ports.data, 'inbox', table.name, sender.id)
  const name = dropName(address.searchParams.get('name') ?? '', new Date())
  try {
    const quota = quotaOf(process.env)
    const before = await waitingOf(ports.data, sender.id)
    refuseOverQuota(before, quota, announced)
    const room = quota.bytes - before.bytes
    const { path, bytes, sha256 } = await receiveFile(request.body, folder, unique, Math.min(limit(), room)).catch(
      (error) => {
        throw error instanceof FileTooLarge && room < limit() ? new QuotaFull(before, quota) : error
      },
    )
    // Others of the same sender may have come in beside it.
    refuseOverQuota(await waitingOf(ports.data, sender.id, path), quota, bytes)
    if (right.kind === 'facilities' && facility) {
      // A mapping of the sender's own may turn what stands in the facility's column into something else.
      const held = existsSync(join(/* turbopackIgnore: true */ ports.data, 'mappings', sender.id))
        ? null
        : await heldAtTheDoor(path, [facility.name, ...facility.headers], right.mayReport)
      if (held) return refuse(403, held.reason, explain(held), { line: held.line })
    }
    const fileName = await handOver(path, folder, name, unique)
    const id = runId(table.name, sha256)
    return Response.json({ taken: true, table: table.name, fileName, bytes, id, watch: '/imports' }, { status: 202 })
  } catch (error) {
    if (error instanceof QuotaFull)
      return refuse(429, 'quota-full', error.message, {}, { 'retry-after': String(RETRY_AFTER) })
    if (error instanceof FileTooLarge)
      return refuse(413, 'too-large', `A file may have ${limit()} bytes. Nothing was taken.`)
    if (error instanceof EmptyFile) return refuse(400, 'empty', 'The file is empty. Nothing was taken.')
    console.error('A file could not be taken', error)
    return refuse(503, 'not-taken', 'The file was not taken: the server could not store it. Send it again later.')
  } finally {
    // Taken, it no longer stands there; otherwise nothing of it may fill the disk.
    await rm(unfinishedPath(folder, unique), { force: true })
  }
}

function explain(held: Extract<RowsVerdict, { ok: false }>): string {
  if (held.reason === 'foreign-facility')
    return `Line ${held.line} names the facility "${held.value}", for which you may not report. Nothing was taken.`
  return `The record at line ${held.line} can be read in more than one way: put text with quotes or delimiters in quotes, close every quote, end lines with LF or CRLF, use one delimiter. Nothing was taken.`
}
