import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import type { Batch, Erasure, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Places, takeOut } from '../ingest/publish'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import { ofBatch, RowRemoval, SEVERAL, sumOf } from '../ingest/supersede'
import { isPending, names } from './collect-garbage'
import { finishPurge } from './purge'
import { sourceFiles } from './source-files'

/** There is no such batch, or its table is not one of those declared. */
export class EraseError extends Error {
  override readonly name = 'EraseError'
}

export interface EraseRequest {
  readonly lake: string
  readonly tables: readonly WarehouseTable[]
  readonly batch: string
  readonly reason: string
  /** Who orders it; stands in the manifest and in the audit. */
  readonly by: string
  readonly now: () => Date
  /** Milliseconds readers are given to move on before the files are deleted. */
  readonly pause?: number
}

export interface Erased {
  readonly batch: Batch
  /** False when it had been erased before: nothing was done, except what a killed erasure had left to do. */
  readonly changed: boolean
  /** Files deleted, relative to the lake: partitions, rejects, the sender's file. */
  readonly files: readonly string[]
}

/**
 * Takes a batch out for good: its rows in every table, its rejects, the archived file it came from, and every older state that
 * could bring them back. What remains is the record of the batch with who erased it, when and why. Rows that the batch once
 * superseded do not come back. The same file is refused afterwards unless it is sent with `again`.
 * Killed before its publication it has done nothing; killed after, the next pass of the jobs, or the same call, finishes it.
 * @throws EraseError when there is no such batch
 */
export async function eraseBatch(request: EraseRequest): Promise<Erased> {
  const { lake, tables, now } = request
  const run = newRun()
  const folder = join(lake, 'staging', run)
  const known = await findBatch(lake, await currentManifest(lake), request.batch)
  if (!known)
    throw new EraseError(`There is no batch ${request.batch} in this lake. See the page of imports, or batch_file.`)
  const table = tables.find(({ name }) => name === known.table)
  if (!table) throw new EraseError(`Batch ${known.id} belongs to the table ${known.table}, which no pack declares now.`)
  const sources = await sourceFiles(lake, known)
  const concerned = [table, ...tables.filter(({ system, name }) => system && name !== table.name)]
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const places = new Places(lake)
  let erased: Batch | undefined
  try {
    const session = await Session.open(folder)
    const removals = concerned.map(
      (of) =>
        [
          of.name,
          new RowRemoval(session, of, (older) => leaving(older, known.id), { lake, folder, run }, `kept-${of.name}`),
        ] as const,
    )
    try {
      const { committed } = await commitManifest(lake, async (current, { version }) => {
        const batch = await findBatch(lake, current, known.id)
        if (!batch || batch.erased) return null
        let partitions: readonly Partition[] = current.partitions
        const publishedAt = now().toISOString()
        const touched: Record<string, { version: number; publishedAt: string }> = {}
        const named: string[] = []
        let rows = 0
        for (const [name, removal] of removals) {
          const taken = await takeOut(partitions, name, removal, version)
          if (taken.lost.size === 0) continue
          partitions = taken.partitions
          touched[name] = { version, publishedAt }
          if (name === table.name) rows = sumOf(taken.lost)
          for (const { staged, file } of taken.placed) {
            await places.settle(staged, file)
            named.push(file)
          }
        }
        places.keep(named)
        const erasure: Erasure = { at: publishedAt, by: request.by, reason: request.reason, rows }
        erased = { ...batch, rejectFile: null, erased: erasure }
        const kept = new Set(partitions.map(({ file }) => file))
        const doomed = [
          ...(await copiesOf(lake, known.id, concerned, kept)),
          ...(batch.rejectFile ? [batch.rejectFile] : []),
          ...sources,
        ]
        return {
          ...current,
          publishedAt,
          tables: { ...current.tables, ...touched },
          partitions: [...partitions],
          batches: [...current.batches.filter(({ id }) => id !== batch.id), erased],
          purge: [...new Set([...(current.purge ?? []), ...doomed])],
        }
      })
      if (!committed) erased = undefined
    } finally {
      session.close()
    }
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
    await rm(folder, { recursive: true, force: true })
  }
  const files = await finishPurge(lake, request.pause === undefined ? {} : { pause: request.pause })
  return { batch: erased ?? known, changed: erased !== undefined, files }
}

function leaving(older: Partition, batch: string) {
  const where = ofBatch(older, batch)
  return where === null ? null : { where }
}

/**
 * Files that may hold rows of the batch and that the new state does not name: what it was taken out of, and older forms of that
 * which wait for their time. What another living attempt has put in place is left to it: overtaken by this erasure, it reads the lake
 * again and takes its own files away.
 */
async function copiesOf(
  lake: string,
  batch: string,
  tables: readonly WarehouseTable[],
  kept: ReadonlySet<string>,
): Promise<string[]> {
  const files = (await Promise.all(tables.map(({ name }) => names(lake, join('parts', name))))).flat()
  const doomed: string[] = []
  for (const file of files) {
    const made = file.split('/').at(-1) ?? ''
    const may = made.startsWith(`${batch}-`) || made.startsWith(`${SEVERAL}-`)
    if (may && !kept.has(file) && !(await isPending(lake, file, Date.now()))) doomed.push(file)
  }
  return doomed
}
