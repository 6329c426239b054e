import type { Database } from '@cockpit/db/database'
import { type LoopPrints, loopPrints } from '@cockpit/db/loop/loop-months'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { bulkLoadRuns } from '../demo/bulk-load'
import { NOTHING_PUBLISHED, publishLoop } from './publish-loop'

export interface LoopPorts {
  readonly data: string
  readonly lake: string
  readonly db: Database
  readonly bus: Bus
  readonly now: () => Date
}

/** However busy the loop is, its figures are no older than this. */
const OLDEST_MS = 15 * 60_000

/**
 * A pass that publishes the scoreboard once its tasks and alerts have come to rest: when two passes after one another see the same, or when the
 * last publication is a quarter of an hour old. So an hour of dispatching is published a few times and not with each command. What was published
 * before a restart is worked out once more, which publishes nothing when nothing differs.
 * @returns the tables that changed
 */
export function loopPass({ data, lake, db, bus, now }: LoopPorts): () => Promise<readonly string[]> {
  let published = NOTHING_PUBLISHED
  let publishedAt = 0
  let seen = ''
  return async () => {
    if (bulkLoadRuns(data)) return []
    const prints = await loopPrints(db, now())
    const text = textOf(prints)
    const isStill = text === seen
    seen = text
    if (text === textOf(published)) return []
    if (!isStill && now().getTime() - publishedAt < OLDEST_MS) return []
    const { version, changed } = await publishLoop({ db, lake, now }, published, prints)
    published = prints
    publishedAt = now().getTime()
    if (changed.length > 0) await bus.publish('lake.published', { version, tables: [...changed] })
    return changed
  }
}

function textOf({ tasks, alerts }: LoopPrints): string {
  return JSON.stringify([tasks, alerts].map((prints) => [...prints].sort()))
}
