import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { allBatches, batchesIn } from '@cockpit/semantic-layer/lake/journal'
import type { Batch, Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { Session } from '../ingest/session'
import type { LakeFault, OnProgress } from './fault'

/** Rows present of each batch in each table, by what the rows themselves say: `table NUL batch`. */
export type Present = ReadonlyMap<string, number>

const keyOf = (table: string, batch: string) => `${table}\0${batch}`

/**
 * Counts the rows of each batch. A partition of one batch counts as its own where its rows were not asked.
 * @param full asks the rows of every partition, not only of merged ones
 */
export async function countPresent(
  session: Session,
  lake: string,
  partitions: readonly Partition[],
  full: boolean,
  onProgress: OnProgress,
): Promise<{ present: Present; faults: LakeFault[] }> {
  const present = new Map<string, number>()
  const faults: LakeFault[] = []
  for (const [index, part] of partitions.entries()) {
    onProgress('lineage', index + 1, partitions.length)
    const add = (batch: string, rows: number) =>
      present.set(keyOf(part.table, batch), (present.get(keyOf(part.table, batch)) ?? 0) + rows)
    if (part.batch !== null && !full) {
      add(part.batch, part.rows)
      continue
    }
    const from = readPartitions([resolve(lake, part.file)], [{ name: '_batch', type: 'VARCHAR' }])
    for (const row of await session.rows(
      `SELECT coalesce(_batch, '') AS batch, count(*)::INTEGER AS n FROM ${from} GROUP BY 1`,
    )) {
      const batch = String(row.batch)
      if (part.batch !== null && batch !== part.batch)
        faults.push({
          check: 'lineage',
          subject: part.file,
          problem: `${row.n} of its rows say they are of batch ${batch || '(none)'}, the manifest says ${part.batch}`,
        })
      add(batch, Number(row.n))
    }
  }
  return { present, faults }
}

/**
 * Every batch against the rows present: read = published + rejected, published = present + superseded + expired + erased; its
 * reject file; and that no row says it is of a batch that is not recorded.
 * @param system tables the product writes itself: their rows need no batch, and no batch accounts for them
 */
export async function checkBatches(
  lake: string,
  manifest: Manifest,
  present: Present,
  system: ReadonlySet<string>,
  onProgress: OnProgress,
): Promise<LakeFault[]> {
  const faults: LakeFault[] = []
  const strangers = new Set(present.keys())
  const total = batchesIn(manifest)
  let seen = 0
  for await (const batch of allBatches(lake, manifest)) {
    faults.push(...batchFaults(batch, present.get(keyOf(batch.table, batch.id)) ?? 0))
    for (const table of [batch.table, ...system]) strangers.delete(keyOf(table, batch.id))
    if (batch.rejectFile !== null && !(await stat(join(lake, batch.rejectFile)).catch(() => null)))
      faults.push({ check: 'rejects', subject: batch.rejectFile, problem: 'the reject file is missing' })
    if (++seen % 1_000 === 0) onProgress('batches', seen, total)
  }
  if (manifest.recorded !== undefined && seen !== manifest.recorded)
    faults.push({
      check: 'journal',
      subject: 'batches',
      problem: `${manifest.recorded} are said to be recorded, ${seen} are`,
    })
  for (const stranger of strangers) {
    const [table = '', batch = ''] = stranger.split('\0')
    if (system.has(table)) continue
    const rows = present.get(stranger) ?? 0
    const of = batch === '' ? 'no batch' : `batch ${batch}, which is not recorded`
    faults.push({ check: 'lineage', subject: table, problem: `${rows} rows say they are of ${of}` })
  }
  return faults
}

/** Pure: sums that must hold for one batch. @param left rows of it that are present */
export function batchFaults(batch: Batch, left: number): LakeFault[] {
  const subject = `batch ${batch.id} (${batch.fileName})`
  const faults: LakeFault[] = []
  if (batch.rowsRead !== batch.rowsPublished + batch.rowsRejected)
    faults.push({
      check: 'batch',
      subject,
      problem: `${batch.rowsRead} rows read, but ${batch.rowsPublished} published and ${batch.rowsRejected} rejected`,
    })
  const gone = batch.rowsSuperseded + (batch.rowsExpired ?? 0) + (batch.erased?.rows ?? 0)
  const expected = batch.rowsPublished - gone
  if (left !== expected)
    faults.push({ check: 'batch', subject, problem: `${expected} rows should be left of it, ${left} are` })
  return faults
}
