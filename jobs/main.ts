import path from 'node:path'
import { wakeSnoozed } from '@cockpit/db/alerts/wake-snoozed'
import { database } from '@cockpit/db/database'
import { openBus } from '@cockpit/db/messaging/bus'
import { readChannels } from '@cockpit/db/notices/channels-file'
import { followInstitutions } from '@cockpit/db/tasks/follow-institution'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { warehouseAddress } from '@cockpit/semantic-layer/clickhouse/address'
import { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { codePrint } from '@cockpit/semantic-layer/code-print'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { clusterPass } from './cluster/cluster-loop'
import { bulkLoadRuns } from './demo/bulk-load'
import { sendDeliveries } from './dispatch/send-deliveries'
import { tellWhatWaits } from './dispatch/tell-what-waits'
import { tendClocks } from './escalate/tend-clocks'
import { tendEvents } from './escalate/tend-events'
import { tendPostures } from './escalate/tend-postures'
import { recoveryPass } from './escalate/tend-recovery'
import { backtestPass } from './evaluate/backtest-loop'
import { evaluateDaily } from './evaluate/evaluate-daily'
import { askingPorts, evaluateRules } from './evaluate/evaluate-rules'
import { runInbox } from './inbox'
import { tendLake } from './lake/tend'
import { loopPass } from './loop/loop-pass'
import { answerPreviews } from './preview/answer-previews'
import { startHeartbeat } from './process/heartbeat'
import { oneAfterAnother } from './process/one-after-another'
import { Bell, repeat } from './process/repeat'
import { reconcilePass } from './reconcile/reconcile-loop'
import { reportPass } from './scheduled-reports/report-pass'
import { watchAudit } from './verify/watch-audit'

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

/** Numbers of months that no publication touches; it may be removed at any time. */
const remember = {
  folder: path.join(data, 'judged-steps'),
  code: codePrint(packRoots(process.env.COCKPIT_PACKS)),
  failed: (error: Error) => log('months cannot be remembered and are asked again', { error: error.message }),
}

/** Read at each use: the operator changes it while the product runs. */
const channels = () => readChannels(data)

const tendRecovery = recoveryPass(db)
const publishLoop = loopPass({ data, lake, db, bus, now: () => new Date() })
const scoreboard = async () => {
  const changed = await publishLoop()
  if (changed.length > 0) log('scoreboard published', { tables: changed })
}

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
const { COCKPIT_WEB_URL: webUrl, BETTER_AUTH_SECRET: signInSecret } = process.env
const reports = {
  ...{ db, data, territory, demo, log, stop: stop.signal, now: () => new Date() },
  retentionFile: process.env.COCKPIT_RETENTION,
  asking: () => askingPorts({ db, cube, territory, demo, now: () => new Date() }),
  shop: webUrl && signInSecret ? { url: webUrl, secret: signInSecret } : null,
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
        const rules = { db, lake, packs, cube, territory, now: () => new Date(), demo, remember }
        for (const result of [await evaluateRules(rules), await evaluateDaily(rules)]) {
          if (!result) continue
          if (result.judged > 0) log('rules evaluated', { ...result })
          if (result.raised > 0) outbox.ring()
        }
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'backtests',
      // Somebody waits before a screen that tells the progress.
      every: 2_000,
      bell: new Bell(),
      log,
      pass: async () => {
        const ports = { db, lake, packs, cube, territory, now: () => new Date(), demo }
        // Those that wait behind it need not wait for the next look.
        while (!stop.signal.aborted && (await backtestPass(ports))) log('rule backtested')
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
      name: 'scoreboard',
      every: 30_000,
      bell: new Bell(),
      log,
      pass: scoreboard,
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
        const { failed } = await tellWhatWaits({ db, bus, territory, now: () => new Date(), channels })
        if (failed > 0) log('messages wait for another attempt', { failed })
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'deliveries',
      every: 2_000,
      bell: new Bell(),
      log,
      pass: async () => {
        const report = await sendDeliveries({ db, territory, channels, now: () => new Date(), chance: Math.random })
        if (report.failed + report.dead > 0) log('deliveries did not all arrive', { ...report })
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'task clocks',
      every: 15_000,
      bell: new Bell(),
      log,
      pass: async () => {
        const [places, now] = [await territory(), () => new Date()]
        // First where the places lie and by which calendar the clocks run, then what they call for.
        const moved = await oneAfterAnother([
          () => followInstitutions(db, now()),
          () => tendPostures(db, places, now()),
          () => tendClocks(db, places, now()),
          () => tendRecovery(places, now()),
          () => tendEvents(db, places, now()),
          () => wakeSnoozed(db, now()),
        ])
        if (moved > 0) outbox.ring()
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'scheduled reports',
      // Somebody may wait before a screen for a trial.
      every: 3_000,
      bell: new Bell(),
      log,
      pass: async () => {
        if (bulkLoadRuns(data)) return
        if ((await reportPass(reports)) > 0) outbox.ring()
      },
    },
    stop.signal,
  ),
  repeat(
    {
      name: 'audit anchor',
      every: 60_000,
      bell: new Bell(),
      log,
      pass: async () => {
        if ((await watchAudit(db, data, new Date())) === 'contradicted')
          log('the audit no longer holds the entry noted before; `cockpit verify audit` names the place')
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
