import { Readable } from 'node:stream'
import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import { catalogueJson, catalogueWorkbook } from '@cockpit/semantic-layer/workbook/catalogue-export'
import { languageOf } from '../../../i18n/locale'
import { coverageForFile } from '../../../server/indicators/catalogue-coverage'
import { mayReadCatalogue, readEntries } from '../../../server/indicators/catalogue-entries'
import { contextOf } from '../../../server/trpc'

export const dynamic = 'force-dynamic'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * The catalogue as a file, `?format=json` (default) or `xlsx`, with `?language=zh-CN` (default) or `en`: definitions, and how much of
 * what they are made from has come at the caller's place. For those who may read the page; the coverage for those who may export.
 */
export async function GET(request: Request): Promise<Response> {
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return Response.json({ error: 'Sign in first.' }, { status: 401 })
  if (!mayReadCatalogue(caller.grants))
    return Response.json({ error: 'Your grants do not reach any indicator.' }, { status: 403 })
  const asked = new URL(request.url).searchParams
  const format = asked.get('format') ?? 'json'
  if (format !== 'json' && format !== 'xlsx')
    return Response.json({ error: 'The catalogue is to be had as json or xlsx.' }, { status: 400 })
  try {
    const [entries, coverage] = await Promise.all([readEntries(ports), coverageForFile(caller, ports)])
    if (format === 'json')
      return new Response(catalogueJson(entries, new Date(), coverage), {
        headers: headersOf('catalogue.json', 'application/json'),
      })
    const workbook = catalogueWorkbook(entries, languageOf(asked.get('language') ?? 'zh-CN'), coverage)
    return new Response(Readable.toWeb(Readable.from(workbook)) as ReadableStream<Uint8Array>, {
      headers: headersOf('catalogue.xlsx', XLSX),
    })
  } catch (error) {
    if (!(error instanceof CubeUnavailable)) throw error
    return Response.json({ error: 'The semantic layer does not answer at the moment.' }, { status: 503 })
  }
}

function headersOf(name: string, type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  }
}
