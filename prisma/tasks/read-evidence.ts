import { createHash } from 'node:crypto'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'

export type EvidenceReading =
  | { ok: true; fileName: string; mediaType: string; sha256: string; content: Uint8Array }
  /** `damaged`: its content no longer gives the checksum it was kept under. */
  | { ok: false; refusal: 'not-found' | 'not-permitted' | 'damaged' }

/** The content of one piece of evidence, for whoever may read its task; what was changed behind the product's back is not shown as proof. */
export async function readEvidence(
  db: Database,
  actor: Actor,
  territory: Territory,
  id: string,
): Promise<EvidenceReading> {
  // Who may not read the task must not make us read ten megabytes either.
  const head = await db.evidence.findUnique({
    where: { id },
    select: { task: { select: { areaCode: true, facilityId: true, sensitivity: true } } },
  })
  if (!head) return { ok: false, refusal: 'not-found' }
  if (!permitted(actor, 'task.read', head.task, territory)) return { ok: false, refusal: 'not-permitted' }
  const { fileName, mediaType, sha256, content } = await db.evidence.findUniqueOrThrow({ where: { id } })
  if (createHash('sha256').update(content).digest('hex') !== sha256) return { ok: false, refusal: 'damaged' }
  return { ok: true, fileName, mediaType, sha256, content }
}
