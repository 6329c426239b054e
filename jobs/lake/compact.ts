import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { fieldId, fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { LINEAGE, publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { describePartition, partitionPath } from '../ingest/partition-file'
import { Places } from '../ingest/publish'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import { type Part, SEVERAL } from '../ingest/supersede'
import { STAGED } from '../ingest/validation-sql'
import { type CompactionLimits, LIMITS, type Merge, planCompaction, share } from './plan-compaction'

export interface Compacted {
  readonly table: string
  readonly month: string | null
  readonly before: number
  readonly after: number
  readonly rows: number
  /**
   * `overtaken`: a publication changed one of the sources meanwhile, which wins; the next pass tries again.
   * `unknown columns`: a source holds columns that no pack declares now; merging would lose them.
   */
  readonly outcome: 'merged' | 'overtaken' | 'unknown columns'
}

export interface CompactionOptions {
  readonly limits?: CompactionLimits
  readonly signal?: AbortSignal
  readonly onMerge?: (done: Compacted) => void
}

/**
 * Merges small partitions of the published tables, and cuts up large ones that reach over months. No row changes: lineage and
 * flags stay, data versions stay, so nothing that was computed from the rows is computed again. Each merge is published by
 * itself; a killed one leaves the lake as it was.
 * @returns what was merged, and what was not and why
 */
export async function compactLake(
  lake: string,
  tables: readonly WarehouseTable[],
  { limits = LIMITS, signal, onMerge }: CompactionOptions = {},
): Promise<Compacted[]> {
  const known = new Map(tables.map((table) => [table.name, table]))
  const done: Compacted[] = []
  const plan = planCompaction(await currentManifest(lake), new Set(known.keys()), limits)
  for (const merge of plan) {
    if (signal?.aborted) break
    const table = known.get(merge.table)
    if (!table) continue
    const outcome = await mergePartitions(lake, table, merge, limits)
    done.push(outcome)
    onMerge?.(outcome)
  }
  return done
}

async function mergePartitions(
  lake: string,
  table: WarehouseTable,
  merge: Merge,
  limits: CompactionLimits,
): Promise<Compacted> {
  const run = newRun()
  const folder = join(lake, 'staging', run)
  const rows = merge.sources.reduce((sum, part) => sum + part.rows, 0)
  const told = { table: table.name, month: merge.month, before: merge.sources.length, rows }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const session = await Session.open(folder)
    let parts: Part[] | null
    try {
      // Imports and questions come first: a merge takes one core and half a gigabyte, then its disk.
      await session.run('SET threads = 1')
      await session.run("SET memory_limit = '512MB'")
      parts = await writeMerged(session, lake, table, merge, limits, { folder, run })
    } finally {
      session.close()
    }
    if (parts === null) return { ...told, after: merge.sources.length, outcome: 'unknown columns' }
    const written = parts.reduce((sum, { partition }) => sum + partition.rows, 0)
    if (written !== rows)
      throw new Error(`${rows} rows of ${table.name} were to be merged, ${written} came out; nothing is changed.`)
    const merged = await publishMerged(lake, merge.sources, parts)
    return { ...told, after: merged ? parts.length : merge.sources.length, outcome: merged ? 'merged' : 'overtaken' }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function publishMerged(lake: string, sources: readonly Partition[], parts: readonly Part[]): Promise<boolean> {
  const places = new Places(lake)
  const old = new Set(sources.map(({ file }) => file))
  try {
    const { committed } = await commitManifest(lake, async (current) => {
      if (!holdsAll(current, old)) return null
      for (const { staged, partition } of parts) await places.settle(staged, partition.file)
      places.keep(parts.map(({ partition }) => partition.file))
      const left = current.partitions.filter(({ file }) => !old.has(file))
      return { ...current, partitions: [...left, ...parts.map(({ partition }) => partition)] }
    })
    if (!committed) places.keep([])
    return committed
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
  }
}

function holdsAll(manifest: Manifest, files: ReadonlySet<string>): boolean {
  return manifest.partitions.reduce((found, { file }) => found + (files.has(file) ? 1 : 0), 0) === files.size
}

/** Null when a source holds columns that are not declared. */
async function writeMerged(
  session: Session,
  lake: string,
  table: WarehouseTable,
  { sources, byMonth }: Merge,
  limits: CompactionLimits,
  { folder, run }: { readonly folder: string; readonly run: string },
): Promise<Part[] | null> {
  const columns = [
    ...publishedColumns(table).map((column) => ({ name: column.name, type: sqlType(column) })),
    ...LINEAGE,
  ]
  const files = sources.map(({ file }) => resolve(lake, file))
  // A file without a reject is published as it was staged, with the importer's own columns, which say nothing there.
  const declared = [...columns, ...STAGED].map(({ name }) => fieldId(name)).join(', ')
  const strange = `SELECT count(*) FROM parquet_schema([${files.map(quoteText).join(', ')}]) WHERE field_id IS NOT NULL AND field_id NOT IN (${declared})`
  if ((await session.count(strange)) > 0) return null

  const from = readPartitions(files, columns)
  const batches = new Set(sources.map(({ batch }) => batch))
  const batch = batches.size === 1 ? (sources[0]?.batch ?? null) : null
  const version = Math.max(...sources.map((source) => source.version ?? 0))
  const parts: Part[] = []
  const rows = sources.reduce((sum, source) => sum + source.rows, 0)
  const full = Math.max(
    1,
    ...sources.map((source) => share(source, limits)),
    sources.reduce((sum, source) => sum + share(source, limits), 0),
  )
  const wheres = await cuts(session, table, from, byMonth, Math.ceil(rows / full))
  const order = rowOrder(table, batch, wheres.length > 1)
  for (const [n, where] of wheres.entries()) {
    const staged = join(folder, `merged-${n}.parquet`)
    await session.copyToParquet(
      `SELECT * FROM ${from} o ${where} ORDER BY ${order}`,
      staged,
      fieldIdsSql(columns.map(({ name }) => name)),
    )
    const path = partitionPath(table.name, batch ?? SEVERAL, run, n)
    const partition = await describePartition(session, table, staged, { path, batch })
    // Without a version among the sources nobody knows it, and 0 would say "never changed".
    parts.push({ staged, partition: version > 0 ? { ...partition, version } : partition })
  }
  return parts
}

/**
 * Rows of one batch stand by line. Those of several stand by facility, day, batch and line: a sender corrects the rows of few
 * facilities, and so touches few partitions of a month.
 */
function rowOrder({ facilityColumn, dateColumn }: WarehouseTable, batch: string | null, cut: boolean): string {
  if (batch !== null && !cut) return '_line'
  return [...[facilityColumn, dateColumn].flatMap((name) => (name ? [quoteName(name)] : [])), '_batch', '_line'].join(
    ', ',
  )
}

/** Conditions that divide the rows into pieces of at most the wished size: by month if asked, and by facility, else by day. */
async function cuts(
  session: Session,
  table: WarehouseTable,
  from: string,
  byMonth: boolean,
  most: number,
): Promise<string[]> {
  const month = byMonth && table.dateColumn ? `date_trunc('month', ${quoteName(table.dateColumn)})::DATE` : null
  const by = table.facilityColumn
    ? quoteName(table.facilityColumn)
    : table.dateColumn
      ? `${quoteName(table.dateColumn)}::DATE`
      : null
  if (by === null) return ['']
  const counts = await session.rows(
    `SELECT ${month ? `${month}::VARCHAR` : 'NULL::VARCHAR'} AS month, ${by}::VARCHAR AS piece, count(*)::INTEGER AS n
     FROM ${from} GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2 NULLS FIRST`,
  )
  const pieces: { month: string | null; first: string | null; last: string | null; rows: number }[] = []
  for (const { month: at, piece, n } of counts) {
    const key = { month: textOf(at), value: textOf(piece) }
    const open = pieces.at(-1)
    if (open && open.month === key.month && open.rows + Number(n) <= most) {
      open.last = key.value
      open.rows += Number(n)
    } else pieces.push({ month: key.month, first: key.value, last: key.value, rows: Number(n) })
  }
  if (pieces.length <= 1) return ['']
  return pieces.map(({ month: at, first, last }) => {
    const inMonth = month ? (at === null ? `${month} IS NULL AND ` : `${month} = DATE ${quoteText(at)} AND `) : ''
    const value = `${by}::VARCHAR`
    if (last === null) return `WHERE ${inMonth}${by} IS NULL`
    const least =
      first === null
        ? `(${by} IS NULL OR ${value} <= ${quoteText(last)})`
        : `${value} BETWEEN ${quoteText(first)} AND ${quoteText(last)}`
    return `WHERE ${inMonth}${least}`
  })
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
