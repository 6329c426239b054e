import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { currentVersion } from '@cockpit/semantic-layer/lake/read'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { RECONCILIATION_RESULT } from '@cockpit/semantic-layer/packs/quality/reconciliation-table'
import { bulkLoadRuns } from '../demo/bulk-load'
import { readQualitySettings } from '../ingest/quality-settings'
import { publishReconciliation } from './reconcile'

export interface ReconcilePorts {
  readonly data: string
  readonly lake: string
  readonly packs: readonly Pack[]
  readonly bus: Bus
  readonly now: () => Date
}

/**
 * A pass that compares the tables again when one of them, or the commission's tolerances, changed since the last pass of this process.
 * What was done before a restart is done once more, which publishes nothing when nothing differs.
 */
export function reconcilePass({ data, lake, packs, bus, now }: ReconcilePorts): () => Promise<void> {
  let since = 0
  let tolerances = ''
  return async () => {
    if (bulkLoadRuns(data)) return
    const { reconciliation } = await readQualitySettings(data)
    const set = JSON.stringify(reconciliation)
    if (set !== tolerances) since = 0
    const done = await publishReconciliation(lake, packs, { tolerances: reconciliation, since, now })
    since = done.since
    tolerances = set
    if (done.changed)
      await bus.publish('lake.published', { version: await currentVersion(lake), tables: [RECONCILIATION_RESULT.name] })
  }
}
