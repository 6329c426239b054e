import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'

export interface CompactionLimits {
  /** No partition is made larger than this many rows, or about this many bytes. It bounds what a correction rewrites. */
  readonly rows: number
  readonly bytes: number
  /** Fewer small partitions than this are not worth a rewrite. */
  readonly files: number
  /** Not more partitions than this in one merge, so that memory and open files stay bounded. */
  readonly atOnce: number
}

export const LIMITS: CompactionLimits = { rows: 500_000, bytes: 24 << 20, files: 8, atOnce: 400 }

/** Partitions of one table to be read together and written as few. */
export interface Merge {
  readonly table: string
  /** `yyyy-mm`; null for a dimension, and for partitions that reach over several months. */
  readonly month: string | null
  readonly sources: readonly Partition[]
  /** Written month by month, because the sources reach over several and are large. */
  readonly byMonth: boolean
}

/** A partition of the rows of several months is cut up from this size. */
const SPLIT_FROM = 100_000
/** A partition joins a merge only while it is no more than this many times as large as all smaller ones together. */
const GROWTH = 4
/** One merge makes about so many full partitions at most. */
const MOST_FULL = 4

/**
 * What to merge: of each table and month the small partitions, smallest first, as long as the next is not much larger than
 * those before it together. So a row is written anew a few times in its life and not with every file that arrives. And
 * what reaches over several months and is large, to be cut up by month.
 */
export function planCompaction(
  manifest: Pick<Manifest, 'partitions'>,
  tables: ReadonlySet<string>,
  limits: CompactionLimits = LIMITS,
): Merge[] {
  const groups = new Map<string, Partition[]>()
  const merges: Merge[] = []
  for (const part of manifest.partitions) {
    if (!tables.has(part.table) || part.rows === 0) continue
    const span = monthOf(part)
    const large = span === null ? false : share(part, limits) > 2
    if (large || (span === 'several' && part.rows >= SPLIT_FROM)) {
      merges.push({ table: part.table, month: null, sources: [part], byMonth: true })
      continue
    }
    if (share(part, limits) >= 0.5) continue
    const key = `${part.table}\0${span ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  for (const [key, parts] of groups) {
    const [table = '', span = ''] = key.split('\0')
    const sources = chosen(parts, limits)
    if (sources.length < limits.files) continue
    const rows = sources.reduce((sum, part) => sum + part.rows, 0)
    const several = span === 'several'
    merges.push({ table, month: several || span === '' ? null : span, sources, byMonth: several && rows >= SPLIT_FROM })
  }
  return merges.sort((a, b) => b.sources.length - a.sources.length)
}

function chosen(parts: readonly Partition[], limits: CompactionLimits): Partition[] {
  const sources: Partition[] = []
  let rows = 0
  let full = 0
  for (const part of [...parts].sort((a, b) => a.rows - b.rows)) {
    full += share(part, limits)
    // Several full partitions may come out of one merge, each with its own facilities.
    if (sources.length >= limits.atOnce || full > MOST_FULL) break
    if (sources.length >= limits.files && part.rows > GROWTH * rows) break
    sources.push(part)
    rows += part.rows
  }
  return sources
}

/** How much of a full partition it is; 1 is a full one. */
export function share({ rows, bytes }: Pick<Partition, 'rows' | 'bytes'>, limits: CompactionLimits): number {
  return Math.max(rows / limits.rows, bytes / limits.bytes)
}

function monthOf({ from, to }: Partition): string | null {
  if (from === null || to === null) return null
  return from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : 'several'
}
