import { type EvidenceFile, MAX_EVIDENCE_BYTES, MAX_FILES_A_MOVE } from '@cockpit/db/tasks/evidence'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { z } from 'zod'
import { actorOf } from '../../../../../server/actor'
import { isForeign } from '../../../../../server/session/origin'
import { isOversized } from '../../../../../server/session/oversized'
import { ClientKey } from '../../../../../server/tasks/client-key'
import { contextOf } from '../../../../../server/trpc'

export const dynamic = 'force-dynamic'

const Fields = z.object({
  note: z.string().max(4000),
  expectedRevision: z.coerce.number().int().nonnegative(),
  idempotencyKey: ClientKey,
})

const refuse = (status: number, reason: string, error: string) => Response.json({ reason, error }, { status })

/** Feedback with evidence: multipart with `note`, `expectedRevision`, `idempotencyKey` and any number of `files`. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  if (isForeign(request)) return refuse(403, 'foreign-origin', 'This change came from another site and was refused.')
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return refuse(401, 'signed-out', 'Sign in first.')
  const limit = MAX_EVIDENCE_BYTES * MAX_FILES_A_MOVE + 65_536
  if (isOversized(request, limit))
    return refuse(413, 'evidence-too-large', `All files together may have ${limit} bytes.`)
  const form = await request.formData().catch(() => null)
  const fields = Fields.safeParse(
    form && Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')),
  )
  if (!form || !fields.success)
    return refuse(400, 'bad-form', 'Send a multipart form with note, expectedRevision, idempotencyKey and files.')
  const evidence: EvidenceFile[] = []
  for (const file of form.getAll('files'))
    if (file instanceof File)
      evidence.push({ fileName: file.name, mediaType: file.type, content: new Uint8Array(await file.arrayBuffer()) })

  const move = { taskId: (await params).id, command: 'feedBack' as const, ...fields.data, evidence }
  const result = await moveTask(ports.db, actorOf(caller), await ports.territory(), move, new Date())
  if (result.ok) return Response.json(result)
  const status = result.refusal === 'not-found' ? 404 : result.refusal === 'stale' ? 409 : 422
  return refuse(status, result.refusal, `The feedback was not taken: ${result.refusal}.`)
}
