import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { Caller } from '../caller-contract'
import { seesAllRuns } from '../imports/sees-all'
import type { Ports } from '../ports'
import { type FaultCount, faultWords } from './fault-words'
import { numberIn, type ScopedRows } from './scoped-rows'

/** One file as far as it concerns the asker's institutions: its counts are those of their rows alone. */
export interface FileRow {
  readonly batch: string
  readonly table: string
  /** Null where the file also holds rows of institutions the asker does not see: its name may speak of them. */
  readonly fileName: string | null
  readonly receivedAt: string
  readonly received: number
  readonly published: number
  readonly rejected: number
  readonly flagged: number
  readonly faults: readonly FaultCount[]
  /** The rejected rows can be downloaded by this caller. */
  readonly download: boolean
}

/** Files newest first, at most `most`, with why rows were rejected and flagged. */
export async function fileRows(
  ports: Ports,
  caller: Caller,
  rows: ScopedRows,
  filtersOf: (cube: string) => Promise<CubeFilter[]>,
  most: number,
): Promise<FileRow[]> {
  const counts = ['received', 'published', 'rejected', 'flagged']
  const found = await rows.load({
    measures: [...counts, 'lastReceived'].map((name) => `qualityFile.${name}`),
    dimensions: ['qualityFile.batch', 'qualityFile.table'],
    filters: await filtersOf('qualityFile'),
    order: { 'qualityFile.lastReceived': 'desc', 'qualityFile.batch': 'asc' },
    limit: most,
  })
  if (found.length === 0) return []
  const batches = found.map((row) => String(row['qualityFile.batch']))
  const faults = await faultsOf(ports, rows, [
    ...(await filtersOf('qualityFault')),
    { member: 'qualityFault.batch', operator: 'equals', values: batches },
  ])
  const manifest = await currentManifest(ports.lake)
  const territory = await ports.territory()
  const allNames = seesAllRuns(caller.grants, territory)
  const allRejects = seesAllRuns(caller.grants, territory, 'case')
  return Promise.all(
    found.map(async (row): Promise<FileRow> => {
      const id = String(row['qualityFile.batch'])
      const batch = await findBatch(ports.lake, manifest, id)
      const [received, published, rejected, flagged] = counts.map((name) => numberIn(row, `qualityFile.${name}`) ?? 0)
      const mine = batch?.sender === caller.id
      const whole = batch !== undefined && received === batch.rowsRead
      return {
        batch: id,
        table: String(row['qualityFile.table']),
        fileName: batch && (allNames || mine || whole) ? batch.fileName : null,
        receivedAt: new Date((numberIn(row, 'qualityFile.lastReceived') ?? 0) * 1000).toISOString(),
        received: received ?? 0,
        published: published ?? 0,
        rejected: rejected ?? 0,
        flagged: flagged ?? 0,
        faults: faults.get(id) ?? [],
        download: (rejected ?? 0) > 0 && Boolean(batch?.rejectFile) && (allRejects || mine),
      }
    }),
  )
}

/** Faults by batch, the commonest first. */
export async function faultsOf(
  ports: Ports,
  rows: ScopedRows,
  filters: readonly CubeFilter[],
): Promise<ReadonlyMap<string, FaultCount[]>> {
  const dimensions = ['batch', 'table', 'severity', 'field', 'fault'].map((name) => `qualityFault.${name}`)
  const found = await rows.load({ measures: ['qualityFault.rows'], dimensions, filters })
  const words = await faultWords(ports)
  const byBatch = new Map<string, FaultCount[]>()
  for (const row of found) {
    const id = String(row['qualityFault.batch'])
    byBatch.set(id, [...(byBatch.get(id) ?? []), words(row)])
  }
  for (const list of byBatch.values()) list.sort((a, b) => b.rows - a.rows)
  return byBatch
}

/** Why rows of a table were rejected or flagged in a place and period, over all files, the commonest first. */
export async function topFaults(
  ports: Ports,
  rows: ScopedRows,
  filters: readonly CubeFilter[],
  dateRange: readonly [string, string],
) {
  const dimensions = ['table', 'severity', 'field', 'fault'].map((name) => `qualityFault.${name}`)
  const found = await rows.load({
    measures: ['qualityFault.rows'],
    dimensions,
    filters,
    timeDimensions: [{ dimension: 'qualityFault.date', dateRange }],
  })
  const words = await faultWords(ports)
  return found
    .map(words)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, 40)
}
