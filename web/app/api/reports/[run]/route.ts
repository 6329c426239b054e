import { takeReportFile } from '@cockpit/db/scheduled-reports/take-file'
import { actorOf } from '../../../../server/actor'
import { isStorable } from '../../../../server/storable'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

const WORDS = {
  'run-unknown': { status: 404, zh: '没有这份报表，或它不是发给您的', en: 'There is no such report for you' },
  'file-gone': { status: 410, zh: '文件已过保存期', en: 'The file was kept long enough and is gone' },
  'file-damaged': {
    status: 500,
    zh: '文件与生成时不一致，不能下载',
    en: 'The file is not what was made; it is not handed out',
  },
  'access-changed': {
    status: 403,
    zh: '您的授权已变，不再包含这份报表的内容',
    en: 'Your grants have changed and no longer cover what the report holds',
  },
} as const

/** The file of a scheduled report, to its recipient alone; logged before it is handed over. */
export async function GET(request: Request, { params }: { params: Promise<{ run: string }> }): Promise<Response> {
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return Response.json({ reason: 'signed-out' }, { status: 401 })
  const { run } = await params
  const taken = isStorable(run)
    ? await takeReportFile(ports.db, actorOf(caller), await ports.territory(), run, new Date())
    : ({ ok: false, refusal: 'run-unknown' } as const)
  if (!taken.ok) {
    const { status, zh, en } = WORDS[taken.refusal]
    const title = request.headers.get('accept-language')?.startsWith('en') ? en : zh
    return Response.json({ reason: taken.refusal, title }, { status })
  }
  const { name, mediaType, content } = taken.file
  return new Response(content, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}
