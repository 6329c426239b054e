import path from 'node:path'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { currentManifest, currentVersion } from '@cockpit/semantic-layer/lake/read'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { clearCluster } from './clear-cluster'
import { loadLake } from './load-lake'
import { LoaderBusy, lockLoader } from './one-loader'

export interface ClusterLoopPorts {
  readonly data: string
  readonly tables: readonly WarehouseTable[]
  readonly connection: WarehouseConnection
  readonly bus: Bus
  readonly now: () => Date
  readonly log: (message: string, facts?: Record<string, unknown>) => void
  readonly stop: AbortSignal
}

/** A lake that has not moved is compared with the cluster again after this long: somebody may have restored the cluster. Milliseconds. */
const COMPARE_AGAIN = 60_000
const CLEAR_EVERY = 5 * 60_000

/**
 * Passes that keep the cluster at the lake's newest state and clear what is over. A switch is told on the bus as a publication of its
 * own: readers who asked at the lake's publication saw the cluster's state before it.
 */
export function clusterPass(ports: ClusterLoopPorts): () => Promise<void> {
  let seen = -1
  let comparedAt = 0
  let clearedAt = 0
  return async () => {
    const version = await currentVersion(path.join(ports.data, 'lake'))
    const at = ports.now().getTime()
    if (version === seen && at - comparedAt < COMPARE_AGAIN) return
    let release: () => void
    try {
      release = lockLoader(ports.data)
    } catch (error) {
      // `cockpit cluster load` is at it.
      if (error instanceof LoaderBusy) return
      throw error
    }
    try {
      const outcome = await loadLake(ports)
      if (outcome.kind === 'stopped') return
      seen = outcome.version
      comparedAt = at
      if (outcome.kind === 'shown') {
        const { version, files, rows, tables } = outcome
        ports.log('the cluster shows the lake', { version, files, rows })
        await ports.bus.publish('lake.published', { version, tables: [...tables] })
      }
      if (at - clearedAt >= CLEAR_EVERY) {
        clearedAt = at
        const manifest = await currentManifest(path.join(ports.data, 'lake'))
        const cleared = await clearCluster(ports.connection, manifest, ports.now())
        if (cleared.parts > 0) ports.log('the cluster was cleared', { ...cleared })
      }
    } finally {
      release()
    }
  }
}
