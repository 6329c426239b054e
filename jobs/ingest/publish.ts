import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import type { Batch, Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { settle } from './partition-file'
import type { Superseded, Supersession } from './supersede'

/** What a checked file brings to the lake, standing in its staging folder. */
export interface Candidate {
  readonly batch: Omit<Batch, 'rowsReplaced' | 'rowsSuperseded' | 'publishedAt'>
  /** Null when every row was rejected. */
  readonly part: { readonly staged: string; readonly partition: Partition } | null
  readonly rejects: string | null
  /** A batch whose every remaining row gives way. */
  readonly replaces: string | null
  readonly supersession: Supersession | null
}

export type Publication =
  | { readonly kind: 'published'; readonly batch: Batch; readonly manifest: Manifest }
  | { readonly kind: 'duplicate'; readonly batch: Batch; readonly manifest: Manifest }

/**
 * Publishes a candidate by one manifest, or finds that the same file has been published meanwhile.
 * Files are put in place before the manifest that names them; those that no manifest came to name are taken away again.
 */
export async function publishBatch(lake: string, candidate: Candidate, now: () => Date): Promise<Publication> {
  const settled = new Set<string>()
  const place = async (staged: string, path: string) => {
    if (settled.has(path)) return
    settled.add(path)
    await settle(staged, lake, path)
  }
  let published: Batch | undefined
  let twin: Batch | undefined
  let named = new Set<string>()
  try {
    const { manifest } = await commitManifest(lake, async (current, { version }) => {
      twin = current.batches.find(({ id }) => id === candidate.batch.id)
      if (twin) return null
      const { next, batch, superseded } = await compose(current, candidate, version, now())
      if (candidate.part) await place(candidate.part.staged, candidate.part.partition.file)
      for (const { rest, staged } of superseded) if (rest && staged) await place(staged, rest.file)
      if (candidate.rejects && candidate.batch.rejectFile) {
        await mkdir(join(lake, 'rejects'), { recursive: true })
        await place(candidate.rejects, candidate.batch.rejectFile)
      }
      published = batch
      named = new Set([...next.partitions.map(({ file }) => file), ...(batch.rejectFile ? [batch.rejectFile] : [])])
      return next
    })
    if (twin) return { kind: 'duplicate', batch: twin, manifest }
    if (!published) throw new Error('A publication ended without a batch.')
    return { kind: 'published', batch: published, manifest }
  } catch (error) {
    named = new Set()
    throw error
  } finally {
    if (twin) named = new Set(twin.rejectFile ? [twin.rejectFile] : [])
    for (const path of settled) if (!named.has(path)) await rm(join(lake, path), { force: true })
  }
}

async function compose(
  current: Manifest,
  candidate: Candidate,
  version: number,
  at: Date,
): Promise<{ next: Omit<Manifest, 'version'>; batch: Batch; superseded: Superseded[] }> {
  const publishedAt = at.toISOString()
  const { table } = candidate.batch
  const superseded: Superseded[] = []
  const lost = new Map<string, number>()
  const partitions: Partition[] = []
  for (const older of current.partitions) {
    const gone = older.table === table ? await fate(older, candidate) : null
    if (gone === null) partitions.push(older)
    else {
      superseded.push(gone)
      lost.set(older.batch, (lost.get(older.batch) ?? 0) + gone.removed)
      if (gone.rest) partitions.push(gone.rest)
    }
  }
  const rowsReplaced = [...lost.values()].reduce((sum, rows) => sum + rows, 0)
  const batch: Batch = { ...candidate.batch, rowsReplaced, rowsSuperseded: 0, publishedAt }
  const touched = candidate.part !== null || rowsReplaced > 0
  return {
    superseded,
    batch,
    next: {
      publishedAt,
      tables: touched ? { ...current.tables, [table]: { version, publishedAt } } : current.tables,
      partitions: candidate.part ? [...partitions, candidate.part.partition] : partitions,
      batches: [
        ...current.batches.map((earlier) =>
          lost.has(earlier.id)
            ? { ...earlier, rowsSuperseded: earlier.rowsSuperseded + (lost.get(earlier.id) ?? 0) }
            : earlier,
        ),
        batch,
      ],
    },
  }
}

async function fate(older: Partition, { replaces, supersession }: Candidate): Promise<Superseded | null> {
  if (older.batch === replaces) return { removed: older.rows, rest: null, staged: null }
  return supersession ? supersession.of(older) : null
}
