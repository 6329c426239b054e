import { type RefusalWord, refusalWord } from '../shell/refusal-word'

/** Sends feedback with its files. @returns null when it was taken, else the word that explains why not */
export async function sendFeedback(
  taskId: string,
  feedback: {
    readonly note: string
    readonly expectedRevision: number
    readonly idempotencyKey: string
    readonly files: readonly File[]
  },
): Promise<RefusalWord | null> {
  const form = new FormData()
  form.set('note', feedback.note)
  form.set('expectedRevision', String(feedback.expectedRevision))
  form.set('idempotencyKey', feedback.idempotencyKey)
  for (const file of feedback.files) form.append('files', file)
  const response = await fetch(`/api/tasks/${encodeURIComponent(taskId)}/feedback`, {
    method: 'POST',
    body: form,
  }).catch(() => null)
  if (!response) return 'offline'
  if (response.ok) return null
  const body: { reason?: string } | null = await response.json().catch(() => null)
  return refusalWord(body?.reason)
}
