import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest, type NextManifest } from '@cockpit/semantic-layer/lake/commit'
import { batchesIn, findBatch, findBatches } from '@cockpit/semantic-layer/lake/journal'
import type { Batch, Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { settle } from './partition-file'
import { type Part, type RowRemoval, type Superseded, sumOf } from './supersede'

/** Rows of a system table that are published together with a batch: what its import found out about it. */
export interface Companion {
  readonly table: string
  readonly parts: readonly Part[]
  /** Takes out what these rows take the place of; null when nothing gives way. */
  readonly supersession: RowRemoval | null
}

/** What a checked file brings to the lake, standing in its staging folder. */
export interface Candidate {
  readonly batch: Omit<Batch, 'rowsReplaced' | 'rowsSuperseded' | 'publishedAt' | 'version' | 'from' | 'to'>
  /** Empty when every row was rejected. */
  readonly parts: readonly Part[]
  readonly rejects: string | null
  /** Takes out what these rows, and the batch they replace, give way to; null when nothing can. */
  readonly supersession: RowRemoval | null
  readonly companions?: readonly Companion[]
  /** Takes in a file again whose batch was erased. */
  readonly again?: boolean
}

export type Publication =
  | { readonly kind: 'published'; readonly batch: Batch; readonly manifest: Manifest }
  | { readonly kind: 'duplicate'; readonly batch: Batch; readonly manifest: Manifest }

/**
 * Publishes a candidate and its companions by one manifest, or finds that the same file has been published meanwhile.
 * Files are put in place before the manifest that names them; those that no manifest came to name are taken away again.
 */
export async function publishBatch(lake: string, candidate: Candidate, now: () => Date): Promise<Publication> {
  const places = new Places(lake)
  let published: Batch | undefined
  let twin: Batch | undefined
  try {
    const { manifest } = await commitManifest(lake, async (current, { version }) => {
      const known = await findBatch(lake, current, candidate.batch.id)
      twin = known && !(known.erased && candidate.again) ? known : undefined
      if (twin) return null
      const { next, batch, placed } = await compose(lake, current, candidate, known, version, now())
      for (const { staged, file } of placed) await places.settle(staged, file)
      if (candidate.rejects && candidate.batch.rejectFile) {
        await mkdir(join(lake, 'rejects'), { recursive: true, mode: 0o700 })
        await places.settle(candidate.rejects, candidate.batch.rejectFile, 0o600)
      }
      published = batch
      places.keep([...placed.map(({ file }) => file), ...(batch.rejectFile ? [batch.rejectFile] : [])])
      return next
    })
    if (twin) {
      places.keep([])
      return { kind: 'duplicate', batch: twin, manifest }
    }
    if (!published) throw new Error('A publication ended without a batch.')
    return { kind: 'published', batch: published, manifest }
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
  }
}

/** Files given their place in the lake by one attempt, and which of them its manifest came to name. */
export class Places {
  readonly #settled = new Set<string>()
  #named = new Set<string>()

  constructor(private readonly lake: string) {}

  async settle(staged: string, file: string, mode?: number): Promise<void> {
    if (this.#settled.has(file)) return
    this.#settled.add(file)
    if (mode !== undefined) await chmod(staged, mode)
    await settle(staged, this.lake, file)
  }

  keep(files: Iterable<string>): void {
    this.#named = new Set(files)
  }

  /** Takes away what no manifest names. */
  async clear(): Promise<void> {
    for (const file of this.#settled) if (!this.#named.has(file)) await rm(join(this.lake, file), { force: true })
  }
}

interface Placed {
  readonly staged: string
  readonly file: string
}

async function compose(
  lake: string,
  current: Manifest,
  candidate: Candidate,
  known: Batch | undefined,
  version: number,
  at: Date,
): Promise<{ next: NextManifest; batch: Batch; placed: Placed[] }> {
  const publishedAt = at.toISOString()
  const { table } = candidate.batch
  const given = [
    { table, parts: candidate.parts, supersession: candidate.supersession },
    ...(candidate.companions ?? []),
  ]
  let partitions: readonly Partition[] = current.partitions
  const tables = { ...current.tables }
  const placed: Placed[] = []
  let lost: ReadonlyMap<string, number> = new Map()
  for (const { table: name, parts, supersession } of given) {
    const taken = supersession ? await takeOut(partitions, name, supersession, version) : null
    if (taken) partitions = taken.partitions
    if (taken && name === table) lost = taken.lost
    partitions = [...partitions, ...parts.map(({ partition }) => ({ ...partition, version }))]
    if (parts.length > 0 || (taken && taken.lost.size > 0)) tables[name] = { version, publishedAt }
    placed.push(...(taken?.placed ?? []), ...parts.map(({ staged, partition }) => ({ staged, file: partition.file })))
  }
  const days = extentOf(candidate.parts)
  const erasures = [...(known?.erasedBefore ?? []), ...(known?.erased ? [known.erased] : [])]
  const batch: Batch = {
    ...candidate.batch,
    ...(erasures.length > 0 ? { erasedBefore: erasures } : {}),
    rowsReplaced: sumOf(lost),
    rowsSuperseded: 0,
    publishedAt,
    version,
    ...days,
  }
  const changed = await withLoss(lake, current, lost, (rows) => ({ superseded: rows, by: batch.id }))
  const batches = changed.filter(({ id }) => id !== batch.id)
  return {
    placed,
    batch,
    next: {
      ...current,
      recorded: batchesIn(current) + (known ? 0 : 1),
      publishedAt,
      tables,
      partitions: [...partitions],
      batches: [...batches, batch],
    },
  }
}

/** Partitions after a removal, what it made, and the rows each batch lost by it. */
export async function takeOut(
  partitions: readonly Partition[],
  table: string,
  removal: RowRemoval,
  version: number,
): Promise<{ partitions: Partition[]; placed: Placed[]; lost: Map<string, number> }> {
  const left: Partition[] = []
  const placed: Placed[] = []
  const lost = new Map<string, number>()
  for (const older of partitions) {
    const gone: Superseded | null = older.table === table ? await removal.of(older) : null
    if (gone === null) {
      left.push(older)
      continue
    }
    for (const [batch, rows] of gone.removed) lost.set(batch, (lost.get(batch) ?? 0) + rows)
    if (!gone.rest) continue
    left.push({ ...gone.rest, version })
    if (gone.staged) placed.push({ staged: gone.staged, file: gone.rest.file })
  }
  return { partitions: left, placed, lost }
}

/** Later batches a batch remembers: a daily file corrected again and again must not grow without end. */
const MOST_SUCCESSORS = 50

/** The manifest's batches with what some of them lost; those that stand in the journal come back into the manifest for it. */
export async function withLoss(
  lake: string,
  current: Manifest,
  lost: ReadonlyMap<string, number>,
  as: (rows: number) => { readonly superseded?: number; readonly by?: string; readonly expired?: number },
): Promise<Batch[]> {
  const open = new Set(current.batches.map(({ id }) => id))
  const sealed = await findBatches(
    lake,
    current,
    [...lost.keys()].filter((id) => !open.has(id)),
  )
  return [...current.batches, ...sealed.values()].map((batch) => {
    const rows = lost.get(batch.id)
    if (rows === undefined) return batch
    const { superseded = 0, expired = 0, by } = as(rows)
    return {
      ...batch,
      rowsSuperseded: batch.rowsSuperseded + superseded,
      ...(by ? { supersededBy: [...(batch.supersededBy ?? []), { batch: by, rows }].slice(-MOST_SUCCESSORS) } : {}),
      ...(expired > 0 ? { rowsExpired: (batch.rowsExpired ?? 0) + expired } : {}),
    }
  })
}

function extentOf(parts: readonly Part[]): { from: string | null; to: string | null } {
  const from = parts.flatMap(({ partition }) => partition.from ?? []).sort()[0]
  const to = parts
    .flatMap(({ partition }) => partition.to ?? [])
    .sort()
    .at(-1)
  return { from: from ?? null, to: to ?? null }
}
