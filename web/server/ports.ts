import { join, resolve } from 'node:path'
import { type Database, database } from '@cockpit/db/database'
import { openBus } from '@cockpit/db/messaging/bus'
import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { type Cache, openCache } from '@cockpit/db/messaging/cache'
import type { Territory } from '@cockpit/domain/territory/territory'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { Breaker } from '@cockpit/semantic-layer/client/breaker'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { Gate } from '@cockpit/semantic-layer/client/gate'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { type PublishedPacks, packsFile, readPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { type FacilityDirectory, loadDirectory } from './territory/facility-directory'

/** What the routers reach for. Everything is opened at first use and kept for the life of the process. */
export interface Ports {
  readonly db: Database
  readonly data: string
  readonly lake: string
  readonly cube: CubePort
  readonly publications: Publications
  territory(): Promise<Territory>
  facilities(): Promise<FacilityDirectory>
  packs(): Promise<PublishedPacks>
  bus(): Promise<Bus>
  cache(): Promise<Cache>
  /** True where what is shown is demonstration data. */
  demo(): Promise<boolean>
  /** Reads places and packs again at their next use; called when an import or a new region may have changed them. */
  forget(): void
}

export class MissingSetting extends Error {
  constructor(name: string, remedy: string) {
    super(`${name} is not set. ${remedy}`)
  }
}

function required(name: string, remedy: string): string {
  const value = process.env[name]
  if (!value) throw new MissingSetting(name, remedy)
  return value
}

/** One value, made at first use; a failed attempt is not kept, so that the next question tries again. */
function once<T>(make: () => Promise<T>): { (): Promise<T>; forget(): void } {
  let made: Promise<T> | undefined
  const get = () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
  return Object.assign(get, {
    forget: () => {
      made = undefined
    },
  })
}

/** Questions at Cube at once: enough that it never idles, few enough that each is answered in time. */
const AT_CUBE = 12

function open(): Ports {
  const start = 'Start the whole with `npm run cockpit -- up`, which sets it.'
  const databaseUrl = required('DATABASE_URL', start)
  const redisUrl = process.env.REDIS_URL
  // Without the remark the bundler takes the folder for source and traces the whole project into the server.
  const data = resolve(/* turbopackIgnore: true */ required('COCKPIT_DATA', start))
  const db = database(databaseUrl)
  const territory = once(() => loadTerritory(db))
  const facilities = once(() => loadDirectory(db))
  const packs = once(() => readPacks(packsFile(data)))
  const demo = once(
    async () => process.env.COCKPIT_DEMO === '1' || (await db.area.count({ where: { demo: true } })) > 0,
  )
  const cube: CubePort = {
    url: required('CUBE_API_URL', start),
    secret: required('CUBE_API_SECRET', start),
    breaker: new Breaker(),
    gate: new Gate(AT_CUBE),
  }
  const publications = new Publications(cube)
  const forget = () => {
    publications.forget()
    demo.forget()
    territory.forget()
    facilities.forget()
    packs.forget()
  }
  const bus = once(async () => {
    const opened = await openBus({ databaseUrl, redisUrl })
    opened.subscribe('lake.published', forget)
    return opened
  })
  return {
    db,
    data,
    lake: join(/* turbopackIgnore: true */ data, 'lake'),
    cube,
    publications,
    territory,
    facilities,
    packs,
    bus,
    cache: once(async () => openCache({ redisUrl })),
    demo,
    forget,
  }
}

// Next bundles every route by itself; the process-wide slot keeps one connection pool for all of them.
const slot: { cockpitPorts?: Ports } = globalThis as { cockpitPorts?: Ports }

/** @throws MissingSetting when the environment lacks an address or a secret. */
export function ports(): Ports {
  slot.cockpitPorts ??= open()
  return slot.cockpitPorts
}
