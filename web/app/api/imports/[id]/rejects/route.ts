import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { readableRun } from '../../../../../server/imports/readable-run'
import { contextOf } from '../../../../../server/trpc'

export const dynamic = 'force-dynamic'

/** The rejected rows of an import in the sender's own layout, with line, field, value and reason. For those who may see the import. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return Response.json({ error: 'Sign in first.' }, { status: 401 })
  const run = await readableRun(ports, caller, (await params).id, 'case')
  const batch = run && (await findBatch(ports.lake, await currentManifest(ports.lake), run.id))
  const file = batch?.rejectFile ? resolve(ports.lake, batch.rejectFile) : null
  // The manifest is ours, but a path that leaves the lake is refused whoever wrote it.
  if (!file || relative(ports.lake, file).startsWith('..'))
    return Response.json({ error: 'There are no rejects of such an import within your authority.' }, { status: 404 })
  const { size } = await stat(file)
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`rejects-${batch?.fileName ?? run?.id}.csv`)}`,
      'cache-control': 'private, no-store',
    },
  })
}
