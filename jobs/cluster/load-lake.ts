import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { LakeReader } from '@cockpit/semantic-layer/clickhouse/lake-reader'
import {
  type ClusterSchema,
  clusterSchema,
  ensureSchema,
  loadedTables,
} from '@cockpit/semantic-layer/clickhouse/schema'
import { newestShown } from '@cockpit/semantic-layer/clickhouse/shown'
import { at, LIVE, PART, rowTable, SHOWN, saidTable } from '@cockpit/semantic-layer/clickhouse/tables'
import { instant, storedColumns } from '@cockpit/semantic-layer/clickhouse/types'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { awaitReplicas } from './await-replicas'
import { loadPart } from './load-part'

export interface LoadPorts {
  readonly data: string
  readonly tables: readonly WarehouseTable[]
  readonly connection: WarehouseConnection
  readonly now: () => Date
  readonly log: (message: string, facts: Record<string, unknown>) => void
  /** Ends a load between two files; the next pass goes on where it ended. */
  readonly stop?: AbortSignal
  /** Called at the instants a kill can hit; for tests. */
  readonly at?: (instant: 'loaded' | 'listed') => void | Promise<void>
}

export interface LoadOutcome {
  /** `current`: the cluster showed this state already. `stopped`: told to end before the switch. */
  readonly kind: 'current' | 'shown' | 'stopped'
  readonly version: number
  readonly files: number
  readonly rows: number
  /** Tables whose data version is newer than what was shown before; all of them at the first showing. */
  readonly tables: readonly string[]
}

/**
 * Brings the cluster to the lake's newest manifest: makes the tables and views that are missing, loads the partition files it does not
 * have, writes what the new showing shows, and switches by one row. The caller holds `lockLoader`.
 * @throws WarehouseError, LoadMismatch, or the file system's error; readers then still see the state before
 */
export async function loadLake(ports: LoadPorts): Promise<LoadOutcome> {
  const { connection, tables } = ports
  const lake = path.join(ports.data, 'lake')
  for (let attempt = 1; ; attempt++) {
    const manifest = await currentManifest(lake)
    try {
      return await loadManifest(ports, lake, manifest, tables, connection)
    } catch (error) {
      // A compaction or a correction took a file away while older ones were loading: its rows stand in the newer manifest.
      const moved = (error as NodeJS.ErrnoException).code === 'ENOENT' || isMissing((error as Error).cause)
      if (!moved || attempt === 5 || (await currentManifest(lake)).version === manifest.version) throw error
    }
  }
}

async function loadManifest(
  ports: LoadPorts,
  lake: string,
  manifest: Manifest,
  tables: readonly WarehouseTable[],
  connection: WarehouseConnection,
): Promise<LoadOutcome> {
  const { address } = connection
  const before = await newestShown(connection)
  const same = before?.version === manifest.version && before.publishedAt === manifest.publishedAt
  const reader = await LakeReader.open(manifest, tables, lake)
  try {
    const schema = clusterSchema(address, tables, reader.views)
    const made = await ensureSchema(connection, schema)
    const nothing = { version: manifest.version, files: 0, rows: 0, tables: [] }
    if (same && !made) return { kind: 'current', ...nothing }
    const recorded = await connection.rows<{ part: string; file: string }>(
      `SELECT part, file FROM ${at(address, PART)}`,
    )
    const known = new Map(recorded.map(({ part, file }) => [file, part]))
    const loaded = await loadMissing(ports, lake, manifest, loadedTables(tables), known)
    if (loaded === null) return { kind: 'stopped', ...nothing }
    const copied = await copyViews(ports, reader, schema, known)
    await ports.at?.('loaded')
    await awaitReplicas(connection, new Set([...loaded.touched, ...copied.touched]))
    await show(ports, manifest, [...loaded.parts, ...copied.parts], before?.showing ?? 0n)
    const shownVersion = before?.version ?? 0
    return {
      kind: 'shown',
      version: manifest.version,
      files: loaded.files,
      rows: loaded.rows,
      tables: Object.entries(manifest.tables).flatMap(([name, { version }]) => (version > shownVersion ? [name] : [])),
    }
  } finally {
    reader.close()
  }
}

interface Loaded {
  /** Numbers of the loads a showing of the manifest shows. */
  readonly parts: readonly string[]
  readonly files: number
  readonly rows: number
  /** ClickHouse's tables that were written to. */
  readonly touched: ReadonlySet<string>
}

/** Null when told to stop. @param known number of each recorded load, by its name */
async function loadMissing(
  ports: LoadPorts,
  lake: string,
  manifest: Manifest,
  tables: readonly WarehouseTable[],
  known: Map<string, string>,
): Promise<Loaded | null> {
  const { connection, log, now } = ports
  const declared = new Map(tables.map((table) => [table.name, table]))
  const wanted = manifest.partitions.filter(({ table }) => declared.has(table))
  const missing = wanted.filter(({ file }) => !known.has(file))
  const touched = new Set<string>()
  let rows = 0
  let told = Date.now()
  for (const [index, partition] of missing.entries()) {
    if (ports.stop?.aborted) return null
    const table = declared.get(partition.table) as WarehouseTable
    const stored = rowTable(table.name)
    const { file, sha256 } = partition
    const part = { stored, columns: storedColumns(table), name: file, path: path.join(lake, file), sha256 }
    known.set(file, await loadPart(connection, { ...part, rows: partition.rows }, now))
    touched.add(stored)
    rows += partition.rows
    if (Date.now() - told > 5_000) {
      told = Date.now()
      log('loading into the cluster', { files: index + 1, of: missing.length, rows })
    }
  }
  return { parts: wanted.map(({ file }) => known.get(file) as string), files: missing.length, rows, touched }
}

/** A view whose content the cluster has is not copied again. */
async function copyViews(
  ports: LoadPorts,
  reader: LakeReader,
  schema: ClusterSchema,
  known: Map<string, string>,
): Promise<Omit<Loaded, 'files' | 'rows'>> {
  const { connection, data, now } = ports
  const parts: string[] = []
  const touched = new Set<string>()
  await fs.mkdir(path.join(data, 'run'), { recursive: true })
  const folder = await fs.mkdtemp(path.join(data, 'run', 'showing-'))
  try {
    for (const { name: view, columns, ...rest } of schema.said) {
      const file = path.join(folder, `${view}.parquet`)
      const rows = await reader.copy({ name: view, columns, ...rest }, file)
      if (rows === 0) continue
      const sha256 = createHash('sha256')
        .update(await fs.readFile(file))
        .digest('hex')
      const name = `view/${view}/${sha256}`
      const stored = saidTable(view)
      const part =
        known.get(name) ?? (await loadPart(connection, { stored, columns, name, path: file, rows, sha256 }, now))
      if (!known.has(name)) touched.add(stored)
      parts.push(part)
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
  return { parts, touched }
}

/** Everything the showing names is written first; its row in `lake_shown` is the switch. */
async function show(ports: LoadPorts, manifest: Manifest, parts: readonly string[], before: bigint): Promise<void> {
  const { connection, now } = ports
  const { address } = connection
  const clock = BigInt(now().getTime()) * 1000n
  const showing = (clock > before ? clock : before + 1n).toString()
  await connection.insert(
    at(address, LIVE),
    parts.map((part) => ({ showing, part })),
  )
  await awaitReplicas(connection, new Set([LIVE]))
  await ports.at?.('listed')
  await connection.insert(at(address, SHOWN), [
    { showing, version: manifest.version, published_at: manifest.publishedAt, shown_at: instant(now()) },
  ])
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}
