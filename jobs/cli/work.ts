import { database } from '@cockpit/db/database'
import { openBus } from '@cockpit/db/messaging/bus'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import type { ImportPorts } from '../imports/import-and-tell'
import { type Connection, connect } from './connect'
import { UsageError } from './trouble'

export interface Work {
  readonly connection: Connection
  readonly imports: ImportPorts
  /** @throws UsageError naming the tables there are */
  table(name: string): WarehouseTable
  tableNames(): string[]
  readonly tables: readonly WarehouseTable[]
}

/** Opens what an importing verb needs of the running cockpit, and closes it afterwards. */
export async function withWork<T>(env: NodeJS.ProcessEnv, work: (ports: Work) => Promise<T>): Promise<T> {
  const connection = connect(env)
  const { databaseUrl, settings, hmacKey } = connection
  const packs = await loadPacks(packRoots(env.COCKPIT_PACKS))
  const tables = new Map(packs.flatMap((pack) => pack.tables).map((table) => [table.name, table]))
  const db = database(databaseUrl)
  const bus = await openBus({ databaseUrl, redisUrl: settings.redisUrl ?? undefined })
  try {
    return await work({
      connection,
      imports: {
        lake: settings.lake,
        db,
        bus,
        hmacKey,
        now: () => new Date(),
        mappings: { data: settings.data, packs },
      },
      tables: [...tables.values()],
      tableNames: () => [...tables.keys()],
      table: (name) => {
        const found = tables.get(name)
        if (!found) throw new UsageError(`there is no table "${name}"; there are ${[...tables.keys()].join(', ')}.`)
        return found
      },
    })
  } finally {
    await bus.close()
    await db.$disconnect()
  }
}
