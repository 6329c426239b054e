import { readEvidence } from '@cockpit/db/tasks/read-evidence'
import { actorOf } from '../../../../server/actor'
import { isStorable } from '../../../../server/storable'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

/** A file of a task, for those who may read the task. Photos and recordings open in the page, everything else is saved. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return Response.json({ error: 'Sign in first.' }, { status: 401 })
  const { id } = await params
  const file = isStorable(id)
    ? await readEvidence(ports.db, actorOf(caller), await ports.territory(), id)
    : ({ ok: false, refusal: 'not-found' } as const)
  if (!file.ok && file.refusal === 'damaged') {
    console.error(`evidence ${id} does not match its checksum`)
    return new Response(
      '该证据文件与登记的校验和不符，不予显示；请联系系统管理员。\nThis file does not match the checksum it was kept under and is not shown; tell the system administrator.\n',
      { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' } },
    )
  }
  if (!file.ok) return Response.json({ error: 'There is no such file within your authority.' }, { status: 404 })
  const shown = /^(image|audio)\//.test(file.mediaType)
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      etag: `"${file.sha256}"`,
    },
  })
}
