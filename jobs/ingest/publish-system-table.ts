import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { Places } from './publish'
import type { Part } from './supersede'

/** What a system table shall hold from now on. */
export interface SystemRows {
  readonly table: string
  /** Staged Parquet files described by `describePartition(..., { path: partitionPath(table, 'system', run, n), batch: null })`. */
  readonly parts: readonly Part[]
  /** The published partitions whose rows these do not take the place of; without it all of them give way. */
  readonly stays?: (published: Partition) => boolean
}

export interface SystemPublication {
  /** The manifest version that shows the rows. */
  readonly version: number
  /** The tables whose rows differ from those before. */
  readonly changed: readonly string[]
}

/**
 * Publishes system tables together: their former rows, whoever made them, give way to these. A file that stands with the same bytes already
 * is kept, so that who copies the lake copies what is new; a table of which all do keeps its data version, and when that is so of every table
 * nothing is published. Two at once: the later one holds.
 */
export async function publishSystemTables(
  lake: string,
  given: readonly SystemRows[],
  now: () => Date,
): Promise<SystemPublication> {
  const places = new Places(lake)
  let changed: string[] = []
  try {
    const { committed, manifest } = await commitManifest(lake, async (current, { version }) => {
      const publishedAt = now().toISOString()
      const tables = { ...current.tables }
      let partitions: readonly Partition[] = current.partitions
      const placed: Part[] = []
      changed = []
      for (const { table, parts, stays = () => false } of given) {
        const former = current.partitions.filter((partition) => partition.table === table)
        const giving = former.filter((partition) => !stays(partition))
        const standing = new Map(giving.map((partition) => [partition.sha256, partition]))
        const fresh = parts.filter(({ partition }) => !standing.has(partition.sha256))
        const wanted = new Set(parts.map(({ partition }) => partition.sha256))
        if (fresh.length === 0 && giving.every(({ sha256 }) => wanted.has(sha256))) continue
        changed.push(table)
        placed.push(...fresh)
        tables[table] = { version, publishedAt }
        partitions = [
          ...partitions.filter((one) => one.table !== table || stays(one) || wanted.has(one.sha256)),
          ...fresh.map(({ partition }) => ({ ...partition, version })),
        ]
      }
      if (changed.length === 0) return null
      for (const { staged, partition } of placed) await places.settle(staged, partition.file)
      places.keep(placed.map(({ partition }) => partition.file))
      return { ...current, publishedAt, tables, partitions: [...partitions] }
    })
    if (!committed) places.keep([])
    return { version: manifest.version, changed: committed ? changed : [] }
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
  }
}

/** The same of one table as a whole; `parts` empty empties it. */
export async function publishSystemTable(
  lake: string,
  table: string,
  parts: readonly Part[],
  now: () => Date,
): Promise<{ readonly version: number; readonly changed: boolean }> {
  const { version, changed } = await publishSystemTables(lake, [{ table, parts }], now)
  return { version, changed: changed.length > 0 }
}
