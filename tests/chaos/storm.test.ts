import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, database } from '@cockpit/db/database'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { AreaCode } from '@cockpit/domain/ids'
import { random } from '@cockpit/domain/random/random'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { worldPlaces } from '@cockpit/jobs/demo/places'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasRedis, type RedisServer, startRedis, WITH_REDIS } from '../integration/messaging/redis-server'
import { because } from '../integration/skipping'
import { Cockpit, until } from './cockpit'
import { Patient } from './patient'

const WEB = 3275
const built = fs.existsSync(path.resolve(import.meta.dirname, '../../web/dist/current'))
const why = built ? WITH_REDIS : because('the web is not built; `npm test` builds it, `npm run cockpit -- up` too')
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10']
const PASSWORD = 'chaos-test-2026'
/** Alerts that one publication raises at least. */
const STORM = Number(process.env.COCKPIT_CHAOS_ALERTS ?? 1000)
/** Times each process dies. The supervisor waits twice as long after each death of a part: many more would be a test of patience. */
const TIMES = Number(process.env.COCKPIT_CHAOS_TIMES ?? 1)
/** Which process dies next, and when: drawn, so that no order is favoured; the seed is said when the test fails. */
const SEED = Number(process.env.COCKPIT_CHAOS_SEED ?? 20261122)

let redis: RedisServer
let cockpit: Cockpit
let db: Database
let expected: string[]
const people = new Map<string, string>()

beforeAll(async () => {
  if (!built || !hasRedis) return
  redis = await startRedis()
  cockpit = new Cockpit({ postgres: 15585, cube: 4685, web: WEB, redis: redis.url })
  await cockpit.start()
  const folder = path.join(cockpit.data, 'region')
  const region = writeDemoRegion(folder, { shape: 'chongqing', seed: 7, scale: 'small', lastYear: 2026 })
  expect((await cockpit.verb('region', 'add', folder)).code).toBe(0)
  const counties = worldPlaces(region).counties.map(({ code }) => code)
  const diseases = Array.from({ length: Math.ceil(STORM / counties.length) }, (_, n) => `演示病种${n + 1}`)
  expected = counties.flatMap((county) => diseases.map((disease) => `disease-surge|${county}|${disease}|2026-10`))
  db = database(cockpit.stack().database)
  for (const role of ['supervisor', 'institution'] as const) {
    const territory = { kind: 'area' as const, code: AreaCode.parse(region.root.code) }
    const person = {
      username: role,
      name: role,
      password: PASSWORD,
      grants: [{ role, territory, sensitivity: 'facility' as const }],
    }
    const made = await createPerson(db, SYSTEM, person, new Date())
    if (!made.ok) throw new Error(made.refusal)
    people.set(role, made.id)
  }
  // Quiet for three months, then every disease surges in every county at once.
  const lines = counties.flatMap((county) =>
    diseases.flatMap((disease) =>
      MONTHS.map((month, n) => `${county},${disease},${month}-01,${n === MONTHS.length - 1 ? 90 : 10},0`),
    ),
  )
  const inbox = path.join(cockpit.data, 'inbox/notifiable_month')
  fs.mkdirSync(inbox, { recursive: true })
  fs.writeFileSync(
    path.join(inbox, 'storm.csv.part'),
    `area_code,disease,month_start,cases,deaths\n${lines.join('\n')}\n`,
  )
  fs.renameSync(path.join(inbox, 'storm.csv.part'), path.join(inbox, 'storm.csv'))
})

afterAll(async () => {
  await db?.$disconnect()
  await cockpit?.stop()
  await redis?.stop()
})

test.skipIf(!built || !hasRedis)(
  `${STORM} alerts while jobs, web, PostgreSQL and Redis die at random (seed ${SEED}): each alert, task and notice exactly once`,
  { ...why, timeout: 900_000 },
  async () => {
    const supervisor = new Patient(`http://127.0.0.1:${WEB}`, 'supervisor', PASSWORD)
    const killed = kills()
    const sent = new Set<string>()
    await until(
      'every alert has its task',
      async () => {
        const due = await db.alert.findMany({ where: { id: { notIn: [...sent] } }, orderBy: { id: 'asc' }, take: 64 })
        await Promise.all(
          lanes(due, 8).map(async (lane) => {
            for (const alert of lane) {
              await supervisor.act('alerts.dispatch', {
                alertId: alert.id,
                title: `核查 ${alert.dedupeKey}`,
                instruction: '请核实。',
                level: alert.level,
                idempotencyKey: `storm-${alert.id}`,
              })
              sent.add(alert.id)
            }
          }),
        )
        return sent.size >= expected.length
      },
      600,
    )
    await killed

    await until('nothing waits to be told', async () => (await db.outbox.count({ where: { deliveredAt: null } })) === 0)
    const alerts = await db.alert.findMany()
    expect(alerts.map(({ dedupeKey }) => dedupeKey).sort()).toEqual([...expected].sort())
    const tasks = await db.task.findMany()
    expect(tasks.map(({ alertId }) => alertId).sort()).toEqual(alerts.map(({ id }) => id).sort())
    const told = async (username: string) =>
      (await db.notice.findMany({ where: { userId: people.get(username) ?? '' } })).map(({ link }) => link).sort()
    expect(await told('supervisor')).toEqual(alerts.map(({ id }) => `/command?alert=${id}`).sort())
    expect(await told('institution')).toEqual(tasks.map(({ id }) => `/command?task=${id}`).sort())
    const written = await db.auditEntry.groupBy({ by: ['action', 'subject'], _count: true })
    const raised = written.filter(({ action }) => action === 'alert.raise')
    const dispatched = written.filter(({ action }) => action === 'task.dispatch')
    expect([raised.length, dispatched.length]).toEqual([expected.length, expected.length])
    expect([...raised, ...dispatched].filter(({ _count }) => _count !== 1)).toEqual([])
    const verdict = await cockpit.verb('verify', '--json')
    expect(JSON.parse(verdict.answer)).toMatchObject({ sound: true })
  },
)

/**
 * Kills each part some times, each as a crash would, in a drawn order and at drawn moments between the first alert and the last task. A pass raises a hundred alerts
 * at a time, so that half of the moments fall among the alerts and half among their tasks.
 */
async function kills(): Promise<void> {
  const parts: Record<string, () => Promise<void>> = {
    jobs: () => cockpit.kill('jobs'),
    web: () => cockpit.kill('web'),
    PostgreSQL: async () => {
      cockpit.killPostgres()
      await until('PostgreSQL answers again', async () => (await db.$queryRaw`SELECT 1`) !== null)
    },
    Redis: async () => {
      await redis.kill()
      await sleep(500)
      await redis.restart()
    },
  }
  const chance = random(SEED, 'storm')
  const waiting = Object.values(parts).flatMap((kill) => Array.from({ length: TIMES }, () => kill))
  const moments = waiting.map(() => chance.below(2 * expected.length * 0.9)).sort((a, b) => a - b)
  for (const moment of moments) {
    const [kill] = waiting.splice(chance.below(waiting.length), 1)
    await until(
      `${moment} alerts and tasks are there`,
      async () => (await db.alert.count()) + (await db.task.count()) >= moment,
      600,
    )
    await sleep(chance.below(500))
    await kill?.()
  }
}

function lanes<T>(all: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, lane) => all.filter((_, n) => n % count === lane))
}
