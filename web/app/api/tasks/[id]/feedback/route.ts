import { type EvidenceFile, MAX_EVIDENCE_BYTES, MAX_FILES_A_MOVE } from '@cockpit/db/tasks/evidence'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { refuseCommand } from '@cockpit/db/tasks/permitted-command'
import { scanEvidence } from '@cockpit/db/tasks/scan-evidence'
import { z } from 'zod'
import { actorOf } from '../../../../../server/actor'
import { isForeign } from '../../../../../server/session/origin'
import { isOversized } from '../../../../../server/session/oversized'
import { isStorable } from '../../../../../server/storable'
import { ClientKey } from '../../../../../server/tasks/client-key'
import { type Feedback, takeFeedback } from '../../../../../server/tasks/take-feedback'
import { contextOf } from '../../../../../server/trpc'

export const dynamic = 'force-dynamic'

const Fields = z.object({
  note: z.string().max(4000),
  expectedRevision: z.coerce.number().int().nonnegative(),
  idempotencyKey: ClientKey,
})

const refuse = (status: number, reason: string, error: string) => Response.json({ reason, error }, { status })

const LIMIT = MAX_EVIDENCE_BYTES * MAX_FILES_A_MOVE + 65_536
const STATUS: Readonly<Record<string, number>> = { 'not-found': 404, stale: 409 }

/** Feedback with evidence: multipart with `note`, `expectedRevision`, `idempotencyKey` and any number of `files`. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  if (isForeign(request)) return refuse(403, 'foreign-origin', 'This change came from another site and was refused.')
  const { caller, ports } = await contextOf(request.headers)
  if (caller?.kind !== 'person') return refuse(401, 'signed-out', 'Sign in first.')
  if (isOversized(request, LIMIT))
    return refuse(413, 'evidence-too-large', `All files together may have ${LIMIT} bytes.`)
  const [actor, territory, { id: taskId }] = [actorOf(caller), await ports.territory(), await params]
  if (!isStorable(taskId)) return refuse(404, 'not-found', 'There is no such task within your authority.')
  const result = await takeFeedback({
    refusal: () => refuseCommand(ports.db, actor, territory, { taskId, command: 'feedBack' }),
    read: () => readForm(request),
    scan: (files) => scanEvidence(files, process.env.COCKPIT_SCANNER),
    move: (feedback) => moveTask(ports.db, actor, territory, { taskId, command: 'feedBack', ...feedback }, new Date()),
  })
  if (result.ok) return Response.json(result)
  if (result.refusal === 'bad-form')
    return refuse(400, 'bad-form', 'Send a multipart form with note, expectedRevision, idempotencyKey and files.')
  return refuse(STATUS[result.refusal] ?? 422, result.refusal, `The feedback was not taken: ${result.refusal}.`)
}

async function readForm(request: Request): Promise<Feedback | null> {
  const form = await request.formData().catch(() => null)
  const fields = Fields.safeParse(
    form && Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')),
  )
  if (!form || !fields.success || !isStorable(fields.data)) return null
  const evidence: EvidenceFile[] = []
  for (const file of form.getAll('files'))
    if (file instanceof File)
      evidence.push({ fileName: file.name, mediaType: file.type, content: new Uint8Array(await file.arrayBuffer()) })
  return { ...fields.data, evidence }
}
