import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { DuckDBInstance } from '@duckdb/node-api'

export interface LakeFault {
  /** A file of the lake or a batch. */
  readonly subject: string
  readonly problem: string
}

/**
 * Compares the manifest with what lies on the disk: every partition's bytes, checksum and rows; every batch's own sum
 * (read = published + rejected), and its rows left in partitions (published − superseded).
 */
export async function verifyLake(
  lake: string,
  manifest: Manifest,
  onProgress: (done: number, total: number) => void,
): Promise<LakeFault[]> {
  const faults: LakeFault[] = []
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const [index, part] of manifest.partitions.entries()) {
      const file = path.join(lake, part.file)
      const problem = await faultOf(file, part, async () => {
        const reader = await connection.runAndReadAll(
          `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata('${file.replaceAll("'", "''")}')`,
        )
        return Number(reader.getRows()[0]?.[0])
      })
      if (problem) faults.push({ subject: part.file, problem })
      onProgress(index + 1, manifest.partitions.length)
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
  return [...faults, ...batchFaults(manifest), ...rejectFaults(lake, manifest)]
}

async function faultOf(file: string, part: Partition, rowsIn: () => Promise<number>): Promise<string | null> {
  if (!fs.existsSync(file)) return 'the file is missing; restore it from a backup or import its batch again'
  const { size } = fs.statSync(file)
  if (size !== part.bytes) return `the file has ${size} bytes, the manifest says ${part.bytes}`
  const sum = await checksum(file)
  if (sum !== part.sha256) return `its checksum is ${sum}, the manifest says ${part.sha256}`
  const rows = await rowsIn()
  return rows === part.rows ? null : `it holds ${rows} rows, the manifest says ${part.rows}`
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Pure: sums that must hold inside the manifest itself. */
export function batchFaults(manifest: Manifest): LakeFault[] {
  const left = new Map<string, number>()
  for (const part of manifest.partitions) if (part.batch) left.set(part.batch, (left.get(part.batch) ?? 0) + part.rows)
  return manifest.batches.flatMap((batch): LakeFault[] => {
    const subject = `batch ${batch.id} (${batch.fileName})`
    const faults: LakeFault[] = []
    if (batch.rowsRead !== batch.rowsPublished + batch.rowsRejected)
      faults.push({
        subject,
        problem: `${batch.rowsRead} rows read, but ${batch.rowsPublished} published and ${batch.rowsRejected} rejected`,
      })
    const expected = batch.rowsPublished - batch.rowsSuperseded
    const found = left.get(batch.id) ?? 0
    if (found !== expected) faults.push({ subject, problem: `${expected} rows should be left of it, ${found} are` })
    return faults
  })
}

function rejectFaults(lake: string, manifest: Manifest): LakeFault[] {
  return manifest.batches
    .filter((batch) => batch.rejectFile !== null && !fs.existsSync(path.join(lake, batch.rejectFile)))
    .map((batch) => ({ subject: batch.rejectFile as string, problem: 'the reject file is missing' }))
}
