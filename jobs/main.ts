import path from 'node:path'
import { database } from '@cockpit/db/database'
import { openBus } from '@cockpit/db/messaging/bus'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { warehouseAddress } from '@cockpit/semantic-layer/clickhouse/address'
import { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { clusterPass } from './cluster/cluster-loop'
import { bulkLoadRuns } from './demo/bulk-load'
import { tellWhatWaits } from './dispatch/tell-what-waits'
import { urgeOverdue } from './escalate/urge-overdue'
import { evaluateRules } from './evaluate/evaluate-rules'
import { runInbox } from './inbox'
import { tendLake } from './lake/tend'
import { answerPreviews } from './preview/answer-previews'
import { startHeartbeat } from './process/heartbeat'
import { Bell, repeat } from './process/repeat'
import { reconcilePass } from './reconcile/reconcile-loop'

/**
 * What happens while nobody looks: the drop folder, the rules, the outbox, the overdue clocks. Each loop starts from what
 * is stored (checkpoint, outbox, files present), so that a kill at any instant loses nothing; the bus only rings bells.
 * Environment: docs/architecture.md.
 */
const log = (message: string, facts: Record<string, unknown> = {}) =>
  console.log(JSON.stringify({ at: new Date().toISOString(), part: 'jobs', message, ...facts }))

const data = path.resolve(required('COCKPIT_DATA'))
const lake = path.join(data, 'lake')
const databaseUrl = required('DATABASE_URL')
const demo = process.env.COCKPIT_DEMO === '1'
const stop = new AbortController()
const signalled = () => stop.abort()
process.on('SIGTERM', signalled)
process.on('SIGINT', signalled)

const db = database(databaseUrl)
const bus = await openBus({ databaseUrl, redisUrl: process.env.REDIS_URL })
const packs = await loadPacks(packRoots(process.env.COCKPIT_PACKS))
const territory = () => loadTerritory(db)
// Nobody waits before a screen for the rules: a province's rollups may be built first. The token of a question holds for five minutes.
const cube = { url: required('CUBE_API_URL'), secret: required('CUBE_API_SECRET'), patience: 240_000 }

const published = new Bell()
const outbox = new Bell()
const compare = new Bell()
const previews = new Bell()
bus.subscribe('preview.asked', () => previews.ring())
for (const bell of [published, compare]) {
  bus.subscribe('lake.published', () => bell.ring())
  bus.onGap(() => bell.ring())
}

const imports = {
  lake,
  db,
  bus,
  hmacKey: required('COCKPIT_HMAC_KEY'),
  now: () => new Date(),
  mappings: { data, packs },
}
const tables = packs.flatMap((pack) => pack.tables)
const cluster = warehouseAddress(process.env)
const connection = cluster && new WarehouseConnection(cluster)
const changed = new Bell()
bus.subscribe('lake.published', () => changed.ring())
const stopHeartbeat = startHeartbeat(data)
log('ready')

const loops = [
  ...(connection
    ? [
        repeat(
          {
            name: 'cluster',
            every: 2_000,
            bell: changed,
            log,
            pass: clusterPass({ data, tables, connection, bus, now: () => new Date(), log, stop: stop.signal }),
          },
          stop.signal,
        ),
      ]
    : []),
  repeat(
    {
      name: 'drop folder',
      every: 1_000,
      bell: new Bell(),
      log,
      pass: () => runInbox({ data, tables, imports, demo, log, stop: stop.signal }),
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'previews',
      // Somebody waits before a screen: the bus rings at once, and this is for when it does not.
      every: 1_000,
      bell: previews,
      log,
      pass: () => answerPreviews({ data, tables, imports, log }),
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'rules',
      every: 5_000,
      bell: published,
      log,
      pass: async () => {
        if (bulkLoadRuns(data)) return
        const result = await evaluateRules({ db, lake, packs, cube, territory, now: () => new Date(), demo })
        if (result.judged > 0) log('rules evaluated', { ...result })
        if (result.raised > 0) outbox.ring()
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'reconciliation',
      every: 60_000,
      bell: compare,
      log,
      pass: reconcilePass({ data, lake, packs, bus, now: () => new Date() }),
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'outbox',
      // A task moved in the web is told within this time.
      every: 500,
      bell: outbox,
      log,
      pass: async () => {
        const { failed } = await tellWhatWaits({ db, bus, territory, now: () => new Date() })
        if (failed > 0) log('messages wait for another attempt', { failed })
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'overdue clocks',
      every: 15_000,
      bell: new Bell(),
      log,
      pass: async () => {
        const urged = await urgeOverdue(db, await territory(), new Date())
        if (urged > 0) outbox.ring()
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'care of the lake',
      every: 60_000,
      bell: new Bell(),
      log,
      pass: () =>
        tendLake({
          data,
          tables,
          db,
          bus,
          retentionFile: process.env.COCKPIT_RETENTION,
          now: () => new Date(),
          log,
          stop: stop.signal,
        }),
    },
    stop.signal,
  ),
]
await Promise.all(loops)
await connection?.close()
await bus.close()
await db.$disconnect()
stopHeartbeat()
log('stopped')
process.exit(0)

function required(name: string): string {
  const value = process.env[name]
  if (value) return value
  log(`${name} is not set; start the whole with \`npm run cockpit -- up\`, which sets it`)
  return process.exit(1)
}
