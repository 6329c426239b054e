import { z } from 'zod'

/**
 * The lake: immutable Parquet partitions and one manifest that says which of them are published.
 *
 *   <lake>/manifest/00000042.json   state after the 42nd publication; the highest number is the truth
 *   <lake>/journal/<version>-<run>.ndjson   batches that a manifest no longer carries itself, one JSON object a line
 *   <lake>/parts/<table>/<batch>-<run>-<n>.parquet   rows of one batch, or of several, made by one attempt
 *   <lake>/rejects/<batch>-<run>.csv   the sender's own layout plus _line, _field, _value, _reason
 *   <lake>/staging/<run>/           work in progress of one attempt, with the lock of the process that makes it
 *
 * A publication writes its files, then creates the next number with an exclusive link: two writers cannot both
 * succeed, the loser re-reads and tries again, and a kill at any instant leaves the last published state.
 * Fields marked "since" are absent from older manifests, which stay readable.
 */
export const Partition = z.strictObject({
  table: z.string(),
  /** Relative to the lake. */
  file: z.string(),
  /** The batch all of its rows belong to; null when each row says its own in `_batch` (compacted, or made by the product). */
  batch: z.string().nullable(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  /** Smallest and largest date in the table's date column, `yyyy-mm-dd`. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Data version of its newest rows. A compaction, which changes no row, keeps the newest of its sources. Since journals. */
  version: z.int().nonnegative().optional(),
})
export type Partition = z.infer<typeof Partition>

/** A batch whose rows, rejects and source file were taken out for good. */
export const Erasure = z.strictObject({
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  /** Rows that were still present and are gone. */
  rows: z.int().nonnegative(),
})
export type Erasure = z.infer<typeof Erasure>

export const Batch = z.strictObject({
  /** First 16 hex digits of sha256(table + NUL + content sha256): the same file for the same table is the same batch. */
  id: z.string(),
  table: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  /** rowsRead = rowsPublished + rowsRejected, always. */
  rowsRead: z.int().nonnegative(),
  rowsPublished: z.int().nonnegative(),
  rowsRejected: z.int().nonnegative(),
  /** Rows of earlier batches that this one replaced, and rows of this batch that later ones replaced. */
  rowsReplaced: z.int().nonnegative(),
  rowsSuperseded: z.int().nonnegative(),
  /** The later batches that replaced rows of this one and how many each, the last fifty; `rowsSuperseded` alone is the sum. Absent where it was not kept. */
  supersededBy: z.array(z.strictObject({ batch: z.string(), rows: z.int().positive() })).optional(),
  rejectFile: z.string().nullable(),
  sender: z.string(),
  demo: z.boolean(),
  publishedAt: z.string(),
  /** Manifest version that published it: of two batches that bring the same key, the higher one holds. Since journals. */
  version: z.int().nonnegative().optional(),
  /** First and last day of the rows it published. */
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  /** The sender's mapping by which its headers were read. */
  mapping: z.strictObject({ id: z.string(), version: z.int().nonnegative() }).optional(),
  /** rowsPublished = rows present + rowsSuperseded + rowsExpired + erased.rows, always. */
  erased: Erasure.optional(),
  /** Erasures before the file was taken in again. */
  erasedBefore: z.array(Erasure).optional(),
  /** Rows taken out because the time for which the table is kept had passed. */
  rowsExpired: z.int().nonnegative().optional(),
})
export type Batch = z.infer<typeof Batch>

/** Batches as they were when they were sealed, sorted by id. A batch that changed since stands in a newer segment, or in the manifest. */
export const JournalSegment = z.strictObject({
  /** Relative to the lake. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  batches: z.int().positive(),
})
export type JournalSegment = z.infer<typeof JournalSegment>

export const Manifest = z.strictObject({
  version: z.int().nonnegative(),
  /** When data was last published; a compaction leaves it. */
  publishedAt: z.string(),
  /** Data version of each table: the manifest version that last changed its rows. */
  tables: z.record(z.string(), z.strictObject({ version: z.int().nonnegative(), publishedAt: z.string() })),
  partitions: z.array(Partition),
  /** The batches that changed last, in order of change; all others stand in `journal`. Ask `findBatch`, never this list alone. */
  batches: z.array(Batch),
  /** Oldest first; what stands in a later one holds. Since journals. */
  journal: z.array(JournalSegment).default([]),
  /** How many batches there are, wherever they stand. Since journals. */
  recorded: z.int().nonnegative().optional(),
  /** SHA-256 of the manifest before. Since journals. */
  previous: z.string().optional(),
  /** Files that were erased and must not lie on the disk any more, relative to the lake; emptied when they are gone. */
  purge: z.array(z.string()).optional(),
})
export type Manifest = z.infer<typeof Manifest>

export const EMPTY_MANIFEST: Manifest = {
  version: 0,
  publishedAt: '1970-01-01T00:00:00.000Z',
  tables: {},
  partitions: [],
  batches: [],
  journal: [],
}
