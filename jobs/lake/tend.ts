import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { appendAudit } from '@cockpit/db/audit/append-audit'
import type { Database } from '@cockpit/db/database'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import { mergeJournal } from '@cockpit/semantic-layer/lake/merge-journal'
import { currentVersion } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { bulkLoadRuns } from '../demo/bulk-load'
import { collectGarbage } from './collect-garbage'
import { compactLake } from './compact'
import { finishPurge } from './purge'
import { retain } from './retain'
import { readRetention } from './retention'

export interface TendPorts {
  readonly data: string
  readonly tables: readonly WarehouseTable[]
  readonly db: Database
  readonly bus: Bus
  /** Value of COCKPIT_RETENTION. */
  readonly retentionFile: string | undefined
  readonly now: () => Date
  readonly log: (message: string, facts?: Record<string, unknown>) => void
  readonly stop: AbortSignal
}

/**
 * What keeps the lake small and its promises kept, one pass: finish an erasure that was killed, merge small files, merge the
 * journal, remove what no kept state names, and once a day clear what has been kept long enough. A large load is left in peace
 * until it has ended; imports win over every part of this.
 */
export async function tendLake(ports: TendPorts): Promise<void> {
  const { data, tables, log, stop } = ports
  const lake = path.join(data, 'lake')
  const purged = await finishPurge(lake)
  if (purged.length > 0) log('an erasure was finished', { files: purged.length })
  if (!bulkLoadRuns(data)) {
    const merges = await compactLake(lake, tables, { signal: stop })
    const strange = merges.filter(({ outcome }) => outcome === 'unknown columns').map(({ table }) => table)
    if (merges.length > 0)
      log('small files merged', {
        merges: merges.filter(({ outcome }) => outcome === 'merged').length,
        files: merges.reduce((sum, { before, after }) => sum + before - after, 0),
        rows: merges.reduce((sum, { rows }) => sum + rows, 0),
        ...(strange.length > 0 ? { leftForUnknownColumns: strange } : {}),
      })
    while (!stop.aborted && (await mergeJournal(lake))) log('journal merged')
    if (!stop.aborted) await retainDaily(ports, lake)
  }
  if (stop.aborted) return
  const { removed } = await collectGarbage(lake, { now: ports.now().getTime() })
  if (removed.length > 0) log('superseded files removed', { files: removed.length })
}

async function retainDaily({ data, tables, db, bus, retentionFile, now, log }: TendPorts, lake: string): Promise<void> {
  const marker = path.join(data, 'run', 'retained-on')
  const today = shanghaiDate(now())
  if ((await readFile(marker, 'utf8').catch(() => '')) === today) return
  const retention = await readRetention(data, retentionFile)
  const { tables: expired, ...files } = await retain({ lake, tables, retention, now })
  const cleared = expired.length > 0 || Object.values(files).some((count) => count > 0)
  if (cleared) {
    const detail = { ...files, tables: expired.map((entry) => ({ ...entry })) }
    await appendAudit(db, { actor: 'system', action: 'lake.retain', subject: 'lake:retention', detail, at: now() })
    log('what was kept long enough is cleared', detail)
  }
  if (expired.length > 0)
    await bus.publish('lake.published', {
      version: await currentVersion(lake),
      tables: expired.map(({ table }) => table),
    })
  await mkdir(path.dirname(marker), { recursive: true })
  await writeFile(marker, today)
}
