import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { Places } from './publish'
import type { Part } from './supersede'

/**
 * Publishes a system table as a whole: its former rows, whoever made them, give way to these. Rows equal to those published
 * (the same bytes) publish nothing. Two at once: the later one holds.
 * @param parts staged Parquet files described by `describePartition(..., { path: partitionPath(table, 'system', run, n), batch: null })`; empty empties the table
 * @returns the manifest version that shows the rows, and whether they differ from those before
 */
export async function publishSystemTable(
  lake: string,
  table: string,
  parts: readonly Part[],
  now: () => Date,
): Promise<{ readonly version: number; readonly changed: boolean }> {
  const places = new Places(lake)
  try {
    const { committed, manifest } = await commitManifest(lake, async (current, { version }) => {
      const former = current.partitions.filter((partition) => partition.table === table)
      const sums = (of: readonly { readonly sha256: string }[]) =>
        of
          .map(({ sha256 }) => sha256)
          .sort()
          .join()
      if (sums(former) === sums(parts.map(({ partition }) => partition))) return null
      for (const { staged, partition } of parts) await places.settle(staged, partition.file)
      places.keep(parts.map(({ partition }) => partition.file))
      const publishedAt = now().toISOString()
      return {
        ...current,
        publishedAt,
        tables: { ...current.tables, [table]: { version, publishedAt } },
        partitions: [
          ...current.partitions.filter((partition) => partition.table !== table),
          ...parts.map(({ partition }) => ({ ...partition, version })),
        ],
      }
    })
    if (!committed) places.keep([])
    return { version: manifest.version, changed: committed }
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
  }
}
