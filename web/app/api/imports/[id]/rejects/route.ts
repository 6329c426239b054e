import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { rejectsWorkbook } from '@cockpit/semantic-layer/workbook/rejects-workbook'
import { readableRun } from '../../../../../server/imports/readable-run'
import { isStorable } from '../../../../../server/storable'
import { contextOf } from '../../../../../server/trpc'

export const dynamic = 'force-dynamic'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * The rejected rows of an import in the sender's own layout, with line, field, value and reason. For those who may see the import.
 * `?format=xlsx` gives them as a workbook of texts; what no spreadsheet takes is answered 413, and is to be had as CSV.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return Response.json({ error: 'Sign in first.' }, { status: 401 })
  const { id } = await params
  const run = isStorable(id) ? await readableRun(ports, caller, id, 'case') : null
  const batch = run && (await findBatch(ports.lake, await currentManifest(ports.lake), run.id))
  const file = batch?.rejectFile ? resolve(ports.lake, batch.rejectFile) : null
  // The manifest is ours, but a path that leaves the lake is refused whoever wrote it.
  if (!file || relative(ports.lake, file).startsWith('..'))
    return Response.json({ error: 'There are no rejects of such an import within your authority.' }, { status: 404 })
  const { size } = await stat(file)
  const name = `rejects-${batch?.fileName ?? run?.id}`
  if (new URL(request.url).searchParams.get('format') === 'xlsx') {
    const workbook = await rejectsWorkbook(file, size)
    if (typeof workbook === 'string')
      return Response.json(
        { reason: workbook, error: 'The rejected rows are too many or too long for a spreadsheet; take them as CSV.' },
        { status: 413 },
      )
    return new Response(Readable.toWeb(Readable.from(workbook)) as ReadableStream<Uint8Array>, {
      headers: headersOf(`${name.replace(/\.xlsx$/i, '')}.xlsx`, XLSX),
    })
  }
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, {
    headers: { ...headersOf(`${name}.csv`, 'text/csv; charset=utf-8'), 'content-length': String(size) },
  })
}

function headersOf(name: string, type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'private, no-store',
  }
}
