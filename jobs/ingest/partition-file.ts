import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { syncFolder } from '@cockpit/semantic-layer/lake/commit'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'

/** Path of a partition relative to the lake. The run in its name tells recovery who made it. */
export function partitionPath(table: string, batch: string, run: string, n: number | string): string {
  return join('parts', table, `${batch}-${run}-${n}.parquet`)
}

/**
 * Gives a finished file its place in the lake and makes it survive a power cut. It keeps its name in staging too: a
 * publication that another writer overtook reads it again.
 */
export async function settle(from: string, lake: string, path: string): Promise<void> {
  const target = join(lake, path)
  await mkdir(dirname(target), { recursive: true })
  const handle = await open(from, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await link(from, target)
  await syncFolder(dirname(target))
}

/** Rows, first and last day of a Parquet file of the table. */
export async function extent(
  session: Session,
  table: WarehouseTable,
  file: string,
): Promise<{ rows: number; from: string | null; to: string | null }> {
  const day = table.dateColumn ? `${quoteName(table.dateColumn)}::DATE` : 'NULL::DATE'
  const [row] = await session.rows(
    `SELECT count(*)::INTEGER AS n, min(${day})::VARCHAR AS lo, max(${day})::VARCHAR AS hi FROM read_parquet(${quoteText(file)})`,
  )
  return { rows: Number(row?.n ?? 0), from: text(row?.lo), to: text(row?.hi) }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Describes a file that stands in staging as the partition it will become. */
export async function describePartition(
  session: Session,
  table: WarehouseTable,
  file: string,
  as: { readonly path: string; readonly batch: string | null },
): Promise<Partition> {
  const { rows, from, to } = await extent(session, table, file)
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  }).catch((cause: unknown) => {
    throw new Error(`The new partition ${basename(file)} cannot be read back.`, { cause })
  })
  return { table: table.name, file: as.path, batch: as.batch, rows, bytes, sha256: hash.digest('hex'), from, to }
}
