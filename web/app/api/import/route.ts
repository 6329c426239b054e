import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileWithin } from '../../../server/imports/file-within'
import {
  dropName,
  EmptyFile,
  FileTooLarge,
  handOver,
  receiveFile,
  unfinishedPath,
} from '../../../server/imports/receive-file'
import type { RowsVerdict } from '../../../server/imports/rows-within'
import { sendingRight, whoSends } from '../../../server/imports/who-sends'
import { ports } from '../../../server/ports'
import { isForeign } from '../../../server/session/origin'

export const dynamic = 'force-dynamic'

/** Bytes a file may have; `COCKPIT_IMPORT_MAX_MB` changes it. */
const limit = () => Number(process.env.COCKPIT_IMPORT_MAX_MB ?? 4096) * 2 ** 20

const refuse = (status: number, reason: string, error: string, more: object = {}) =>
  Response.json({ reason, error, ...more }, { status })

/**
 * Takes a file for a table into the drop folder, where the import finds it: `POST /api/import?table=discharge&name=a.csv` with the
 * file as the body (any size up to the limit, streamed), by a person's session or `Authorization: Bearer <sender token>`.
 * 202 means taken, not yet published: `GET` the import by its table and name, or watch the screen.
 */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return refuse(403, 'foreign-origin', 'This file came from another site and was refused.')
  const opened = ports()
  const sender = await whoSends(request, opened)
  if (!sender) return refuse(401, 'signed-out', 'Sign in, or send a valid sender token as Authorization: Bearer.')
  const right = sendingRight(sender.grants, await opened.territory(), await opened.facilities())
  if (right.kind === 'none') return refuse(403, 'not-permitted', 'Your grants do not include import.submit.')

  const address = new URL(request.url)
  const { tables } = await opened.packs()
  const table = tables.find(({ name }) => name === address.searchParams.get('table'))
  if (!table)
    return refuse(
      400,
      'unknown-table',
      `Name the table as ?table=. Known are: ${tables.map(({ name }) => name).join(', ')}.`,
    )
  const facility = table.columns.find(({ name }) => name === table.facilityColumn)
  if (right.kind === 'facilities' && !facility)
    return refuse(403, 'not-permitted', `The table ${table.name} concerns the whole province; your grant does not.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit())
    return refuse(413, 'too-large', `A file may have ${limit()} bytes.`)
  if (!request.body) return refuse(400, 'empty', 'Send the file as the body of the request.')

  const unique = randomUUID()
  const folder = join(opened.data, 'inbox', table.name, sender.id)
  const name = dropName(address.searchParams.get('name') ?? '', new Date())
  try {
    const { path, bytes } = await receiveFile(request.body, folder, unique, limit())
    if (right.kind === 'facilities' && facility) {
      const verdict = await fileWithin(path, [facility.name, ...facility.headers], right.mayReport)
      if (!verdict.ok)
        return refuse(403, verdict.reason, explain(verdict, facility.headers[0] ?? facility.name), {
          line: verdict.line,
        })
    }
    const fileName = await handOver(path, folder, name, unique)
    return Response.json({ taken: true, table: table.name, fileName, bytes, watch: '/imports' }, { status: 202 })
  } catch (error) {
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

function explain(verdict: Extract<RowsVerdict, { ok: false }>, header: string): string {
  switch (verdict.reason) {
    case 'no-facility-column':
      return `The first line has no column for the facility (${header}).`
    case 'foreign-facility':
      return `Line ${verdict.line} names the facility "${verdict.value}", for which you may not report. Nothing was taken.`
    case 'unclear-text':
      return `The record at line ${verdict.line} can be read in more than one way: put text with quotes or delimiters in quotes, close every quote, end lines with LF or CRLF, use one delimiter. Nothing was taken.`
  }
}
