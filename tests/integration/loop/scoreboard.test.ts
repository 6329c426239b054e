import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { loopPrints } from '@cockpit/db/loop/loop-months'
import { plantPast } from '@cockpit/db/loop/plant-past'
import { openBus } from '@cockpit/db/messaging/bus'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { moveTask } from '@cockpit/db/tasks/move-task'
import type { MoveTask } from '@cockpit/db/tasks/task-move'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import { pastLoop } from '@cockpit/jobs/demo/past-loop'
import { loopPass } from '@cockpit/jobs/loop/loop-pass'
import { NOTHING_PUBLISHED, publishLoop } from '@cockpit/jobs/loop/publish-loop'
import { verifyLake } from '@cockpit/jobs/verify/verify-lake'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import { LOOP_ALERT, LOOP_TASK, tables } from '@cockpit/semantic-layer/packs/loop/tables'
import { rules } from '@cockpit/semantic-layer/packs/outpatient/rules'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  COUNTY,
  FACILITIES,
  HOSPITAL,
  hospital,
  photo,
  reviewer,
  seedPlaces,
  supervisor,
  territory,
} from '../db/places'
import { product, taskActs } from '../db/task-acts'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { emptyLake } from '../lake/bed-lake'

let scratch: TestDatabase
let place: Awaited<ReturnType<typeof emptyLake>>
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  place = await emptyLake()
  // Something else is published already, and must not be touched.
  await commitManifest(place.lake, (current, { version }) => ({
    ...current,
    tables: { bed_day: { version, publishedAt: '2026-11-01T00:00:00Z' } },
  }))
})
afterAll(async () => {
  await scratch.drop()
  await place.remove()
})

const { raise } = taskActs(() => scratch.db)
const OCTOBER = Date.UTC(2026, 9, 7, 2)
const at = (hours: number) => new Date(OCTOBER + hours * 3_600_000)
const LATER = at(2000)

async function send(now: Date, change: { alertId?: string; area?: true } = {}): Promise<string> {
  const made = await dispatchTask(
    scratch.db,
    supervisor,
    territory,
    {
      target: change.area ? { kind: 'area', code: COUNTY } : { kind: 'facility', id: HOSPITAL },
      ...{ title: '不得外传的标题', instruction: '不得外传的要求', level: 'II', idempotencyKey: randomUUID() },
      ...(change.alertId ? { alertId: change.alertId } : {}),
    },
    now,
  )
  if (!made.ok) throw new Error(made.refusal)
  return made.taskId
}

async function move(by: Actor, taskId: string, command: TaskCommand, now: Date, change: Partial<MoveTask> = {}) {
  const { revision } = await scratch.db.task.findUniqueOrThrow({ where: { id: taskId } })
  const asked = {
    taskId,
    command,
    note: '不得外传的话',
    expectedRevision: revision,
    idempotencyKey: randomUUID(),
    ...change,
  }
  const result = await moveTask(scratch.db, by, territory, asked, now)
  if (!result.ok) throw new Error(`${command}: ${result.refusal}`)
}

const ports = () => ({ db: scratch.db, lake: place.lake, now: () => LATER })
const publish = async (before = NOTHING_PUBLISHED) => publishLoop(ports(), before, await loopPrints(scratch.db, LATER))

async function rowsOf(table: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of viewStatements(await currentManifest(place.lake), tables, place.lake))
    await connection.run(statement)
  const rows = (await connection.runAndReadAll(`SELECT * FROM ${table} ORDER BY 1`)).getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

const filesOf = async (table: string) =>
  (await currentManifest(place.lake)).partitions.filter((part) => part.table === table)

test('a row a task and an alert, with what was on time by the promise of its day, and without a word or a name', async () => {
  // Level II counts always: 30 minutes to sign, three days to close.
  const late = await send(at(0))
  await move(hospital, late, 'sign', at(2))
  await move(supervisor, late, 'regrade', at(3), { level: 'IV' })
  await move(hospital, late, 'feedBack', at(20), { evidence: [photo()] })
  await move(reviewer, late, 'return', at(21))
  await move(hospital, late, 'feedBack', at(30))
  await move(reviewer, late, 'close', at(50))
  const unsigned = await send(at(24 * 30), { area: true })
  const alert = await raise()
  await scratch.db.alert.update({ where: { id: alert.id }, data: { raisedAt: at(24 * 31) } })
  const marked = { alertId: alert.id, act: { kind: 'falseAlarm' as const }, note: '不得外传的理由' }
  expect((await actOnAlert(scratch.db, supervisor, territory, marked, at(24 * 31 + 6))).ok).toBe(true)

  expect(await publish()).toEqual({ version: 2, changed: ['loop_task', 'loop_alert'] })
  const tasks = await rowsOf('loop_task')
  expect(tasks.find((row) => row.task_id === late)).toMatchObject({
    ...{ facility_id: HOSPITAL, area_code: COUNTY, issued_on: '2026-10-07', level: 'IV', rule: '', origin: '直接任务' },
    ...{ signed_at: '2026-10-07 04:00:00', sign_hours: 2, sign_owed: true, sign_on_time: false, fed_back: true },
    ...{ returns: '1', closed: true, close_hours: 50, close_owed: true, close_on_time: true, aborted: false },
    ...{ ever_closed: true, relapsed: false, _batch: null },
  })
  expect(tasks.find((row) => row.task_id === unsigned)).toMatchObject({
    ...{ facility_id: '', area_code: COUNTY, issued_on: '2026-11-06', sign_owed: true, sign_on_time: false },
    ...{ close_owed: true, closed: false, signed_at: null, sign_hours: null },
  })
  const alerts = await rowsOf('loop_alert')
  expect(alerts).toMatchObject([
    { alert_id: alert.id, raised_on: '2026-11-07', level: 'II', rule: 'inpatient.drugShare', judge_hours: 6 },
  ])
  expect(alerts).toMatchObject([{ counted: true, settled: true, false_alarm: true, nature: '上升' }])
  const said = JSON.stringify([tasks, alerts])
  expect(said).not.toContain('不得外传')
  for (const { id } of [hospital, supervisor, reviewer, product]) expect(said).not.toContain(`"${id}"`)
  expect((await verifyLake(place.lake, { tables: [...tables], full: true })).faults).toEqual([])
})

test('after a restart the same rows publish nothing; a change writes its month alone, and no other table moves', async () => {
  const before = await currentManifest(place.lake)
  expect(await publish()).toEqual({ version: before.version, changed: [] })

  const prints = await loopPrints(scratch.db, LATER)
  const [october, november] = await filesOf(LOOP_TASK.name)
  await move(hospital, await send(at(24 * 30 + 1)), 'sign', at(24 * 30 + 1.25))
  expect(await publish(prints)).toEqual({ version: before.version + 1, changed: ['loop_task'] })
  const after = await filesOf(LOOP_TASK.name)
  expect(after.map(({ file }) => file)).toContain(october?.file)
  expect(after.map(({ file }) => file)).not.toContain(november?.file)
  expect(await rowsOf('loop_task')).toHaveLength(3)
  const { tables: versions } = await currentManifest(place.lake)
  expect(versions.bed_day).toEqual(before.tables.bed_day)
  expect(versions.loop_alert).toEqual(before.tables.loop_alert)
  expect(versions.loop_task?.version).toBe(before.version + 1)
})

test('the pass waits until the loop has come to rest, but no longer than a quarter of an hour', async () => {
  const bus = await openBus({ databaseUrl: scratch.url })
  try {
    let clock = LATER
    const minute = () => {
      clock = new Date(clock.getTime() + 60_000)
    }
    const pass = loopPass({ ...ports(), data: place.lake, bus, now: () => clock })
    expect(await pass()).toEqual([])
    await send(at(1))
    expect(await pass()).toEqual([])
    minute()
    expect(await pass()).toEqual([LOOP_TASK.name])
    minute()
    expect(await pass()).toEqual([])
    const busy: (readonly string[])[] = []
    for (let minutes = 0; minutes < 18; minutes++) {
      await send(at(minutes))
      minute()
      busy.push(await pass())
    }
    expect(busy.filter(({ length }) => length > 0)).toEqual([[LOOP_TASK.name]])
  } finally {
    await bus.close()
  }
  expect(LOOP_ALERT.system).toBe(true)
})

test('the demonstration’s past is planted once, is over, and stands on the scoreboard as it was invented', async () => {
  const facilities = FACILITIES.map(({ id, county }) => ({
    ...{
      id,
      name: `演示医院${id}`,
      countyCode: county,
      tier: 'secondary' as const,
      category: 'general' as const,
      beds: 300,
    },
  }))
  const past = pastLoop({ seed: 3, months: ['2026-04', '2026-05'], facilities }, rules, LATER)
  const people = { sender: supervisor.id, handler: hospital.id, reviewer: reviewer.id }
  const planted = past.filter(({ task }) => task !== null).length
  expect(await plantPast(scratch.db, past, people, LATER)).toBe(planted)
  expect(await plantPast(scratch.db, past, people, LATER)).toBe(0)
  expect((await publish()).changed).toEqual([LOOP_TASK.name, LOOP_ALERT.name])
  const tasks = (await rowsOf('loop_task')).filter(({ issued_on }) => String(issued_on) < '2026-07')
  expect(tasks).toHaveLength(planted)
  const invented = past.flatMap(({ task }) => (task ? [task.steps] : []))
  const count = (of: string) => tasks.filter((row) => row[of] === true).length
  const having = (command: string) => invented.filter((steps) => steps.some((step) => step.command === command)).length
  expect([count('relapsed'), count('aborted')]).toEqual([having('relapse'), having('abort')])
  expect(count('ever_closed')).toBe(having('close'))
  expect(await scratch.db.task.count({ where: { batch: { not: null }, state: 'dispatched' } })).toBe(0)
})
