import { createHash } from 'node:crypto'
import type { Transaction } from '../database'
import { type EvidenceFile, plainMediaType, safeFileName } from './evidence'

/** Saves files that were looked at, with their checksums. */
export async function keepEvidence(
  tx: Transaction,
  taskId: string,
  files: readonly EvidenceFile[],
  addedBy: string,
  now: Date,
): Promise<{ id: string; sha256: string }[]> {
  const kept: { id: string; sha256: string }[] = []
  for (const file of files) {
    const content = Uint8Array.from(file.content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const { id } = await tx.evidence.create({
      data: {
        taskId,
        fileName: safeFileName(file.fileName),
        mediaType: plainMediaType(file.mediaType),
        bytes: content.length,
        sha256,
        content,
        addedBy,
        addedAt: now,
      },
      select: { id: true },
    })
    kept.push({ id, sha256 })
  }
  return kept
}
