import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { allBatches, findBatches } from '@cockpit/semantic-layer/lake/journal'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Places, takeOut, withLoss } from '../ingest/publish'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import { RowRemoval, sumOf } from '../ingest/supersede'
import { closeFile } from './close-file'
import { finishPurge } from './purge'
import { firstKeptDay, type Retention } from './retention'
import { filesBelow } from './source-files'

export interface RetainRequest {
  readonly lake: string
  readonly tables: readonly WarehouseTable[]
  readonly retention: Retention
  readonly now: () => Date
  /** Says what would be done and does nothing. */
  readonly dryRun?: boolean
  readonly pause?: number
}

export interface Retained {
  readonly tables: readonly { readonly table: string; readonly before: string; readonly rows: number }[]
  /** Reject files of the lake, and sent files beside it, whose time has passed. */
  readonly rejects: number
  readonly archive: number
  readonly refused: number
}

const DAY = 24 * 3_600_000

/**
 * Takes out what has been kept long enough: rows by their date, reject files, archived and refused files. Rows and rejects go as in an
 * erasure: older states that could bring them back are emptied. The batches keep their record with `rowsExpired`. Run it daily;
 * killed anywhere, the next run finishes it.
 * @returns what was cleared, or with `dryRun` would be
 */
export async function retain(request: RetainRequest): Promise<Retained> {
  const { lake, retention, now, dryRun = false } = request
  const tables = dryRun ? await expiring(request) : await expireRows(request)
  const rejects = await clearRejects(request)
  const before = (days: number) => now().getTime() - days * DAY
  const archive = await clearFolder(join(lake, '../archive'), before(retention.archiveDays), dryRun)
  const refused = await clearFolder(join(lake, '../refused'), before(retention.refusedDays), dryRun)
  if (!dryRun) await finishPurge(lake, request.pause === undefined ? {} : { pause: request.pause })
  return { tables, rejects, archive, refused }
}

interface Limit {
  readonly table: WarehouseTable
  readonly dateColumn: string
  readonly before: string
}

function limits({ tables, retention, now }: RetainRequest): Limit[] {
  return tables.flatMap((table) => {
    const months = retention.tables[table.name]
    return months && table.dateColumn
      ? [{ table, dateColumn: table.dateColumn, before: firstKeptDay(now(), months) }]
      : []
  })
}

function expired({ table, dateColumn, before }: Limit) {
  return (older: Partition) => {
    if (older.table !== table.name || (older.from !== null && older.from >= before)) return null
    return { where: `o.${quoteName(dateColumn)} < DATE ${quoteText(before)}` }
  }
}

/** How many rows would go; nothing is written but into a staging folder that is removed. */
async function expiring(request: RetainRequest): Promise<Retained['tables']> {
  return withSession(request.lake, async (session, place) => {
    const { partitions } = await currentManifest(request.lake)
    const found = []
    for (const limit of limits(request)) {
      const removal = new RowRemoval(session, limit.table, expired(limit), place, `kept-${limit.table.name}`)
      const { lost } = await takeOut(partitions, limit.table.name, removal, 0)
      if (lost.size > 0) found.push({ table: limit.table.name, before: limit.before, rows: sumOf(lost) })
    }
    return found
  })
}

async function expireRows(request: RetainRequest): Promise<Retained['tables']> {
  const { lake, now } = request
  const due = limits(request)
  if (due.length === 0) return []
  const places = new Places(lake)
  let cleared: { table: string; before: string; rows: number }[] = []
  try {
    await withSession(lake, async (session, place) => {
      const removals = due.map((limit) => ({
        limit,
        removal: new RowRemoval(session, limit.table, expired(limit), place, `kept-${limit.table.name}`),
      }))
      const { committed } = await commitManifest(lake, async (current, { version }) => {
        cleared = []
        let partitions: readonly Partition[] = current.partitions
        let batches = current.batches
        const publishedAt = now().toISOString()
        const touched: Record<string, { version: number; publishedAt: string }> = {}
        const named: string[] = []
        for (const { limit, removal } of removals) {
          const { name, system } = limit.table
          const taken = await takeOut(partitions, name, removal, version)
          if (taken.lost.size === 0) continue
          partitions = taken.partitions
          touched[name] = { version, publishedAt }
          // A batch accounts for the rows of its own table; what the product wrote about it is no part of that.
          if (!system)
            batches = await withLoss(lake, { ...current, batches }, taken.lost, (rows) => ({ expired: rows }))
          cleared.push({ table: name, before: limit.before, rows: sumOf(taken.lost) })
          for (const { staged, file } of taken.placed) {
            await places.settle(staged, file)
            named.push(file)
          }
        }
        if (cleared.length === 0) return null
        places.keep(named)
        const kept = new Set(partitions.map(({ file }) => file))
        const doomed = current.partitions.flatMap(({ file }) => (kept.has(file) ? [] : [file]))
        return {
          ...current,
          publishedAt,
          tables: { ...current.tables, ...touched },
          partitions: [...partitions],
          batches,
          purge: [...new Set([...(current.purge ?? []), ...doomed])],
        }
      })
      if (!committed) places.keep([])
    })
  } catch (error) {
    places.keep([])
    throw error
  } finally {
    await places.clear()
  }
  return cleared
}

async function clearRejects({ lake, retention, now, dryRun = false }: RetainRequest): Promise<number> {
  const until = new Date(now().getTime() - retention.rejectsDays * DAY).toISOString()
  const ids: string[] = []
  for await (const batch of allBatches(lake, await currentManifest(lake)))
    if (batch.rejectFile !== null && batch.publishedAt < until) ids.push(batch.id)
  if (dryRun || ids.length === 0) return ids.length
  await commitManifest(lake, async (current) => {
    const found = [...(await findBatches(lake, current, ids)).values()].filter(({ rejectFile }) => rejectFile !== null)
    if (found.length === 0) return null
    const gone = new Set(found.map(({ id }) => id))
    return {
      ...current,
      batches: [
        ...current.batches.filter(({ id }) => !gone.has(id)),
        ...found.map((batch) => ({ ...batch, rejectFile: null })),
      ],
      purge: [...(current.purge ?? []), ...found.flatMap(({ rejectFile }) => rejectFile ?? [])],
    }
  })
  return ids.length
}

/** Removes files last changed before an instant, and closes to others what stays: these files hold raw identifiers. */
async function clearFolder(folder: string, until: number, dryRun: boolean): Promise<number> {
  let cleared = 0
  for (const file of await filesBelow(folder)) {
    const facts = await stat(file).catch(() => null)
    if (!facts) continue
    // Moving a file into the folder changes its ctime, not its mtime: a file of last year may have come today.
    if (Math.max(facts.mtimeMs, facts.ctimeMs) < until) {
      cleared++
      if (!dryRun) await rm(file, { force: true })
    } else if (!dryRun && (facts.mode & 0o077) !== 0) await closeFile(file)
  }
  if (!dryRun) await closeFolders(folder)
  return cleared
}

async function closeFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  await chmod(folder, 0o700).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  for (const entry of entries) if (entry.isDirectory()) await closeFolders(join(folder, entry.name))
}

async function withSession<T>(
  lake: string,
  work: (session: Session, place: { lake: string; folder: string; run: string }) => Promise<T>,
): Promise<T> {
  const run = newRun()
  const folder = join(lake, 'staging', run)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const session = await Session.open(folder)
    try {
      return await work(session, { lake, folder, run })
    } finally {
      session.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
