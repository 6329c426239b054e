import type { Bus } from './bus-contract'
import { openPostgresBus } from './bus-postgres'
import { openRedisBus } from './bus-redis'

export interface BusOptions {
  readonly databaseUrl: string
  readonly redisUrl?: string | undefined
  /** Keeps installations that share one Redis apart. */
  readonly channel?: string
  readonly report?: (problem: string) => void
}

/** Redis when there is one, else PostgreSQL's LISTEN and NOTIFY. @throws when the first connection cannot be made */
export function openBus(options: BusOptions): Promise<Bus> {
  const settled = { channel: options.channel ?? 'cockpit', report: options.report ?? console.error }
  return options.redisUrl ? openRedisBus(options.redisUrl, settled) : openPostgresBus(options.databaseUrl, settled)
}
