import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import type { Caller } from '../../../web/server/caller-contract'
import type { Ports } from '../../../web/server/ports'
import { appRouter } from '../../../web/server/router'
import { FacilityDirectory } from '../../../web/server/territory/facility-directory'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { world } from './generated-people'

/** The routers of the web over rows in memory and a real PostgreSQL, with one cache for everybody: what another asked is found in it. */
export class Routed {
  readonly stored = new Map<string, string>()
  hits = 0
  readonly cache = {
    get: async (key: string) => {
      const found = this.stored.get(key) ?? null
      if (found !== null) this.hits++
      return found
    },
    set: async (key: string, value: string) => {
      this.stored.set(key, value)
    },
    delete: async (key: string) => {
      this.stored.delete(key)
    },
    close: async () => undefined,
  }

  private constructor(
    readonly ports: Ports,
    private readonly scratch: TestDatabase,
    private readonly data: string,
  ) {}

  static async open(cube: CubePort): Promise<Routed> {
    const [scratch, data] = await Promise.all([withDatabase(), mkdtemp(join(tmpdir(), 'authority-paths-'))])
    const directory = new FacilityDirectory(
      [...world.facilities.values()].map((facility) => ({ ...facility, beds: 10, demo: true })),
    )
    const routed: Routed = new Routed(
      {
        db: scratch.db,
        data,
        lake: join(data, 'lake'),
        cube,
        territory: async () => world.territory,
        facilities: async () => directory,
        packs: async () => ({ tables: [], boards: [], rules: [] }) as never,
        bus: () => Promise.reject(new Error('no bus is needed here')),
        publications: new Publications(cube),
        cache: async () => routed.cache as never,
        demo: async () => true,
        forget: () => undefined,
      },
      scratch,
      data,
    )
    return routed
  }

  as(caller: Caller | null) {
    return appRouter.createCaller({ caller, ports: this.ports })
  }

  async close(): Promise<void> {
    await this.scratch.drop()
    await rm(this.data, { recursive: true, force: true })
  }
}

const REFUSALS = ['FORBIDDEN', 'NOT_FOUND', 'BAD_REQUEST', 'UNAUTHORIZED']

/** A refusal is an answer; anything else is a mistake of ours. */
export async function orRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (REFUSALS.includes((error as { code?: string }).code ?? '')) return null
    throw error
  }
}
