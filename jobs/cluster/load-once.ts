import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { type LoadOutcome, loadLake } from './load-lake'
import { lockLoader } from './one-loader'

/** One load from the command line or before the first start, with its progress in words. @throws LoaderBusy */
export async function loadOnce(
  connection: WarehouseConnection,
  data: string,
  say: (line: string) => void,
): Promise<LoadOutcome> {
  const tables = (await loadPacks(packRoots(process.env.COCKPIT_PACKS))).flatMap((pack) => pack.tables)
  const release = lockLoader(data)
  try {
    const log = (message: string, facts: Record<string, unknown>) =>
      say(
        `${message}: ${Object.entries(facts)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}`,
      )
    return await loadLake({ data, tables, connection, now: () => new Date(), log })
  } finally {
    release()
  }
}
