import { randomUUID } from 'node:crypto'
import { admit, refuse } from '../../../../server/imports/admit'
import { askPreview, PREVIEW_BYTES, PreviewUnanswered, TooManyPreviews } from '../../../../server/imports/ask-preview'
import { EmptyFile, FileTooLarge } from '../../../../server/imports/receive-file'

export const dynamic = 'force-dynamic'

/**
 * Looks at the beginning of a file without taking it: `POST /api/import/preview?table=T&name=a.csv&bytes=N` with the first bytes (a
 * text) or the whole (a workbook) as the body. N is the size of the whole file. Whoever may send may look; nothing is kept.
 */
export async function POST(request: Request): Promise<Response> {
  const admitted = await admit(request)
  if (admitted instanceof Response) return admitted
  const { ports, sender, table, address } = admitted
  if (!request.body) return refuse(400, 'empty', 'Send the beginning of the file as the body of the request.')
  if (Number(request.headers.get('content-length') ?? 0) > PREVIEW_BYTES)
    return refuse(413, 'too-large', `A preview takes ${PREVIEW_BYTES} bytes.`)
  const bytes = Number(address.searchParams.get('bytes'))
  const fileName = (address.searchParams.get('name') ?? '').slice(0, 200)
  try {
    const ask = { id: randomUUID(), table: table.name, fileName, sender: sender.id }
    const preview = await askPreview(request.body, { ...ask, bytes: Number.isSafeInteger(bytes) ? bytes : 0 }, ports)
    return Response.json(preview, { headers: { 'cache-control': 'private, no-store' } })
  } catch (error) {
    if (error instanceof FileTooLarge) return refuse(413, 'too-large', `A preview takes ${PREVIEW_BYTES} bytes.`)
    if (error instanceof EmptyFile) return refuse(400, 'empty', 'The file is empty.')
    if (error instanceof TooManyPreviews)
      return refuse(429, 'busy', 'Many files are being looked at. Try again in a moment.')
    if (error instanceof PreviewUnanswered)
      return refuse(
        503,
        'preview-unanswered',
        'The importer did not answer in time. The file can be sent without a preview.',
      )
    console.error('A file could not be looked at', error)
    return refuse(503, 'preview-unanswered', 'The server could not look at the file.')
  }
}
