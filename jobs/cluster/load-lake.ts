import fs from 'node:fs/promises'
import path from 'node:path'
import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { LakeReader } from '@cockpit/semantic-layer/clickhouse/lake-reader'
import { type ClusterSchema, clusterSchema, ensureSchema } from '@cockpit/semantic-layer/clickhouse/schema'
import { newestShown } from '@cockpit/semantic-layer/clickhouse/shown'
import { at, LIVE, PART, SHOWN, saidTable } from '@cockpit/semantic-layer/clickhouse/tables'
import { instant } from '@cockpit/semantic-layer/clickhouse/types'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { awaitReplicas } from './await-replicas'
import { insertStatement, loadPart } from './load-part'

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
    const loaded = await loadMissing(ports, lake, manifest, tables)
    if (loaded === null) return { kind: 'stopped', ...nothing }
    await ports.at?.('loaded')
    await awaitReplicas(connection, loaded.touched)
    await show(ports, reader, schema, manifest, loaded.parts, before?.showing ?? 0n)
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
  /** Numbers of the loads of every file of the manifest. */
  readonly parts: readonly string[]
  readonly files: number
  readonly rows: number
  readonly touched: ReadonlySet<string>
}

/** Null when told to stop. */
async function loadMissing(
  ports: LoadPorts,
  lake: string,
  manifest: Manifest,
  tables: readonly WarehouseTable[],
): Promise<Loaded | null> {
  const { connection, log, now } = ports
  const declared = new Map(tables.map((table) => [table.name, table]))
  const recorded = await connection.rows<{ part: string; file: string }>(
    `SELECT part, file FROM ${at(connection.address, PART)}`,
  )
  const known = new Map(recorded.map(({ part, file }) => [file, part]))
  const wanted = manifest.partitions.filter(({ table }) => declared.has(table))
  const missing = wanted.filter(({ file }) => !known.has(file))
  const touched = new Set<string>()
  let rows = 0
  let told = Date.now()
  for (const [index, partition] of missing.entries()) {
    if (ports.stop?.aborted) return null
    const table = declared.get(partition.table) as WarehouseTable
    known.set(partition.file, await loadPart(connection, lake, table, partition, now))
    touched.add(table.name)
    rows += partition.rows
    if (Date.now() - told > 5_000) {
      told = Date.now()
      log('loading into the cluster', { files: index + 1, of: missing.length, rows })
    }
  }
  return { parts: wanted.map(({ file }: Partition) => known.get(file) as string), files: missing.length, rows, touched }
}

/** Everything the showing names is written first; its row in `lake_shown` is the switch. */
async function show(
  ports: LoadPorts,
  reader: LakeReader,
  schema: ClusterSchema,
  manifest: Manifest,
  parts: readonly string[],
  before: bigint,
): Promise<void> {
  const { connection, data, now } = ports
  const { address } = connection
  const clock = BigInt(now().getTime()) * 1000n
  const showing = (clock > before ? clock : before + 1n).toString()
  const folder = await fs.mkdtemp(path.join(data, 'run', 'showing-'))
  try {
    for (const view of schema.said) {
      const file = path.join(folder, `${view.name}.parquet`)
      if ((await reader.copy(view, file)) === 0) continue
      const statement = insertStatement(at(address, saidTable(view.name)), view.columns, {
        showing: `toUInt64('${showing}')`,
      })
      await connection.insertFile(statement, file, (bytes) => bytes)
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
  await connection.insert(
    at(address, LIVE),
    parts.map((part) => ({ showing, part })),
  )
  await awaitReplicas(connection, new Set(), [LIVE, ...schema.said.map(({ name }) => saidTable(name))])
  await ports.at?.('listed')
  await connection.insert(at(address, SHOWN), [
    { showing, version: manifest.version, published_at: manifest.publishedAt, shown_at: instant(now()) },
  ])
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}
