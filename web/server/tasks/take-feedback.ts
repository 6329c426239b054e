import { type EvidenceFile, refuseEvidence } from '@cockpit/db/tasks/evidence'
import type { ScanRefusal } from '@cockpit/db/tasks/scan-evidence'
import type { MoveRefusal, MoveResult } from '@cockpit/db/tasks/task-move'

export interface Feedback {
  readonly note: string
  readonly expectedRevision: number
  readonly idempotencyKey: string
  readonly evidence: readonly EvidenceFile[]
}

export interface FeedbackPorts {
  /** Why this person may not feed back on the task at all. */
  readonly refusal: () => Promise<'not-found' | 'not-permitted' | null>
  /** The form that was sent; null when it is not one. */
  readonly read: () => Promise<Feedback | null>
  readonly scan: (files: readonly EvidenceFile[]) => Promise<ScanRefusal | null>
  readonly move: (feedback: Feedback) => Promise<MoveResult>
}

export type FeedbackResult =
  | Extract<MoveResult, { ok: true }>
  | { readonly ok: false; readonly refusal: MoveRefusal | ScanRefusal | 'bad-form' }

/**
 * Takes a feedback, the cheap refusals first: who may not feed back makes us read no file, and a file of a kind or size that is not
 * taken makes no scanner work.
 */
export async function takeFeedback({ refusal, read, scan, move }: FeedbackPorts): Promise<FeedbackResult> {
  const barred = await refusal()
  if (barred) return { ok: false, refusal: barred }
  const feedback = await read()
  if (!feedback) return { ok: false, refusal: 'bad-form' }
  const unfit = refuseEvidence(feedback.evidence) ?? (await scan(feedback.evidence))
  return unfit ? { ok: false, refusal: unfit } : move(feedback)
}
