import { z } from 'zod'

/**
 * The lake: immutable Parquet partitions and one manifest that says which of them are published.
 *
 *   <lake>/manifest/00000042.json   whole state after the 42nd publication; the highest number is the truth
 *   <lake>/parts/<table>/<batch>-<run>-<n>.parquet   rows of one batch, made by one attempt
 *   <lake>/rejects/<batch>-<run>.csv   the sender's own layout plus _line, _field, _value, _reason
 *   <lake>/staging/<run>/           work in progress of one attempt, with the lock of the process that makes it
 *
 * A publication writes its files, then creates the next number with an exclusive link: two writers cannot both
 * succeed, the loser re-reads and tries again, and a kill at any instant leaves the last published state.
 */
export const Partition = z.strictObject({
  table: z.string(),
  /** Relative to the lake. */
  file: z.string(),
  batch: z.string(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  /** Smallest and largest date in the table's date column, `yyyy-mm-dd`. */
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type Partition = z.infer<typeof Partition>

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
  rejectFile: z.string().nullable(),
  sender: z.string(),
  demo: z.boolean(),
  publishedAt: z.string(),
})
export type Batch = z.infer<typeof Batch>

export const Manifest = z.strictObject({
  version: z.int().nonnegative(),
  publishedAt: z.string(),
  /** Data version of each table: the manifest version that last touched it. */
  tables: z.record(z.string(), z.strictObject({ version: z.int().nonnegative(), publishedAt: z.string() })),
  partitions: z.array(Partition),
  batches: z.array(Batch),
})
export type Manifest = z.infer<typeof Manifest>

export const EMPTY_MANIFEST: Manifest = {
  version: 0,
  publishedAt: '1970-01-01T00:00:00.000Z',
  tables: {},
  partitions: [],
  batches: [],
}
