import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { idOf } from '@cockpit/semantic-layer/lake/journal'
import { Batch, type JournalSegment, type Partition } from '@cockpit/semantic-layer/lake/manifest'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Session } from '../ingest/session'
import type { LakeFault, OnProgress } from './fault'

/** Presence, length and checksum of a file; null when all are as recorded. */
async function fileProblem(
  path: string,
  said: { readonly bytes: number; readonly sha256: string },
): Promise<string | null> {
  const facts = await stat(path).catch(() => null)
  if (!facts) return 'the file is missing; restore it from a copy, or import its batch again'
  if (facts.size !== said.bytes) return `the file has ${facts.size} bytes, the manifest says ${said.bytes}`
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  const sum = hash.digest('hex')
  return sum === said.sha256 ? null : `its checksum is ${sum}, the manifest says ${said.sha256}`
}

/** Every partition's file, and its rows by Parquet's own count. A file that is not sound is not read further. */
export async function checkPartitions(
  session: Session,
  lake: string,
  partitions: readonly Partition[],
  onProgress: OnProgress,
): Promise<{ faults: LakeFault[]; sound: Partition[] }> {
  const faults: LakeFault[] = []
  const sound: Partition[] = []
  for (const [index, part] of partitions.entries()) {
    const path = join(lake, part.file)
    const problem = (await fileProblem(path, part)) ?? (await rowProblem(session, path, part))
    if (problem) faults.push({ check: 'partition', subject: part.file, problem })
    else sound.push(part)
    onProgress('files', index + 1, partitions.length)
  }
  return { faults, sound }
}

async function rowProblem(session: Session, path: string, part: Partition): Promise<string | null> {
  try {
    const rows = await session.count(`SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${quoteText(path)})`)
    return rows === part.rows ? null : `it holds ${rows} rows, the manifest says ${part.rows}`
  } catch (error) {
    return `it cannot be read as Parquet: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Every segment of the journal: its file, and that each line is a batch, in order, as many as recorded. */
export async function checkJournal(lake: string, journal: readonly JournalSegment[]): Promise<LakeFault[]> {
  const faults: LakeFault[] = []
  for (const segment of journal) {
    const fault = (problem: string) => faults.push({ check: 'journal', subject: segment.file, problem })
    const path = join(lake, segment.file)
    const problem = await fileProblem(path, segment)
    if (problem) {
      fault(problem)
      continue
    }
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
    if (lines.length !== segment.batches)
      fault(`it holds ${lines.length} batches, the manifest says ${segment.batches}`)
    const bad = lines.findIndex((line, at) => !isBatch(line) || (at > 0 && idOf(lines[at - 1] ?? '') >= idOf(line)))
    if (bad !== -1) fault(`line ${bad + 1} is no batch, or stands out of order`)
  }
  return faults
}

function isBatch(line: string): boolean {
  try {
    return Batch.safeParse(JSON.parse(line)).success
  } catch {
    return false
  }
}
