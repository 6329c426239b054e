import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { changeClocks, clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { commentTask } from '@cockpit/db/tasks/comment-task'
import { dispatchMany } from '@cockpit/db/tasks/dispatch-many'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { tickPoint } from '@cockpit/db/tasks/tick-point'
import { tendClocks } from '@cockpit/jobs/escalate/tend-clocks'
import { tendRecovery } from '@cockpit/jobs/escalate/tend-recovery'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actor,
  CITY,
  COUNTY,
  countySupervisor,
  FAR_HOSPITAL,
  HOSPITAL,
  hospital,
  inArea,
  NEXT_HOSPITAL,
  nextHospital,
  PROVINCE,
  photo,
  reviewer,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { NOW, refused, taskActs } from './task-acts'
import { type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const { raise, dispatched, move } = taskActs(() => scratch.db)

describe('the branches', () => {
  const row = (id: string) => scratch.db.task.findUniqueOrThrow({ where: { id } })

  test('declined, issued to another, passed on: each sees its own, and the first no longer signs', async () => {
    const taskId = await dispatched()
    expect(await move(hospital, taskId, 'decline', 0)).toMatchObject({ ok: true, state: 'drafted' })
    const target = { kind: 'facility', id: NEXT_HOSPITAL } as const
    expect(await move(countySupervisor, taskId, 'issue', 1, { target })).toEqual(refused('not-permitted'))
    expect(await move(supervisor, taskId, 'issue', 1, { target })).toMatchObject({ state: 'dispatched' })
    expect(await move(hospital, taskId, 'sign', 2)).toEqual(refused('not-permitted'))
    expect(await move(nextHospital, taskId, 'sign', 2)).toMatchObject({ state: 'signed' })
    const back = { kind: 'facility', id: HOSPITAL } as const
    expect(await move(supervisor, taskId, 'transfer', 3, { target: back })).toMatchObject({ state: 'dispatched' })
    expect(await row(taskId)).toMatchObject({ facilityId: HOSPITAL, areaCode: COUNTY, signedAt: null, round: 2 })
  })

  test('挂起 stands still and loses nothing; 延期 needs a second person; 督办 and 升级 go up only', async () => {
    const taskId = await dispatched()
    await move(hospital, taskId, 'sign', 0)
    const before = await row(taskId)
    await move(supervisor, taskId, 'suspend', 1)
    const later = new Date(NOW.getTime() + 3 * 3_600_000)
    await moveTask(
      scratch.db,
      supervisor,
      territory,
      { taskId, command: 'resume', note: '', expectedRevision: 2, idempotencyKey: randomUUID() },
      later,
    )
    const after = await row(taskId)
    expect(after.closeBy.getTime() - before.closeBy.getTime()).toBe(3 * 3_600_000)
    expect(after).toMatchObject({ state: 'signed', pausedSeconds: 10_800, pausedAt: null })

    const until = new Date(after.closeBy.getTime() + 86_400_000)
    await move(hospital, taskId, 'askExtension', 3, { until })
    expect(await move(hospital, taskId, 'grantExtension', 4)).toEqual(refused('not-permitted'))
    expect(await move(reviewer, taskId, 'grantExtension', 4)).toMatchObject({ ok: true })
    expect(await row(taskId)).toMatchObject({ closeBy: until, extensionBy: null, movedAt: later })

    const boss = actor('boss', inArea('leader', PROVINCE))
    expect(await move(supervisor, taskId, 'supervise', 5, { grade: 'red' })).toEqual(refused('not-permitted'))
    expect(await move(boss, taskId, 'supervise', 5, { grade: 'yellow' })).toMatchObject({ ok: true })
    expect(await move(boss, taskId, 'supervise', 6, { grade: 'plain' })).toEqual(refused('not-graver'))
    for (const revision of [6, 7]) expect(await move(boss, taskId, 'escalate', revision)).toMatchObject({ ok: true })
    expect(await move(boss, taskId, 'escalate', 8)).toEqual(refused('already-at-top'))
    expect(await move(boss, taskId, 'lift', 8)).toMatchObject({ ok: true })
  })

  test('协办 is a task of its own, and the whole is not closed before it is over', async () => {
    const taskId = await dispatched()
    const target = { kind: 'facility', id: NEXT_HOSPITAL } as const
    expect(await move(supervisor, taskId, 'assist', 0, { target })).toMatchObject({ ok: true, state: 'dispatched' })
    await move(hospital, taskId, 'sign', 1)
    await move(hospital, taskId, 'feedBack', 2, { evidence: [photo()] })
    expect(await move(reviewer, taskId, 'close', 3)).toEqual(refused('parts-open'))
    const part = await scratch.db.task.findFirstOrThrow({ where: { parentId: taskId } })
    expect(part).toMatchObject({ part: 'assist', facilityId: NEXT_HOSPITAL, closeBy: (await row(taskId)).closeBy })
    await move(supervisor, part.id, 'abort', 0)
    expect(await move(reviewer, taskId, 'close', 3)).toMatchObject({ state: 'closed' })
    expect(await move(reviewer, taskId, 'archive', 4)).toMatchObject({ state: 'archived' })
  })

  test('the clocks: a pass repeated does everything once', async () => {
    const taskId = await dispatched()
    const late = new Date(NOW.getTime() + 31 * 60_000)
    await tendClocks(scratch.db, territory, late)
    await tendClocks(scratch.db, territory, late)
    // The machine's clock jumped back.
    await tendClocks(scratch.db, territory, new Date(NOW.getTime() + 60_000))
    const events = await scratch.db.taskEvent.findMany({ where: { taskId, actor: 'system' }, orderBy: { id: 'asc' } })
    expect(events.map(({ command }) => command)).toEqual(['urge', 'escalate'])
    expect(await row(taskId)).toMatchObject({ escalation: 1, state: 'dispatched', revision: 2 })
  })

  test('clocks set on screen hold for the next task, and only when they are sound', async () => {
    const administrator = actor('admin', inArea('systemAdmin', PROVINCE, 'aggregate'))
    const { settings, version } = await clocksInForce(scratch.db)
    const sign = { amount: 5, unit: 'minutes' } as const
    const value = { ...settings, levels: { ...settings.levels, II: { ...settings.levels.II, sign } } }
    const change = { value, note: '汛期', expected: version }
    expect(await changeClocks(scratch.db, supervisor, change, NOW)).toMatchObject(refused('not-permitted'))
    const unsound = { ...change, value: { ...value, workingHours: [['12:00', '08:00']] } }
    expect(await changeClocks(scratch.db, administrator, unsound, NOW)).toMatchObject(refused('settings-unsound'))
    expect(await changeClocks(scratch.db, administrator, change, NOW)).toMatchObject({ ok: true })
    expect(await changeClocks(scratch.db, administrator, change, NOW)).toMatchObject(refused('stale'))
    expect(await row(await dispatched())).toMatchObject({ signBy: new Date(NOW.getTime() + 300_000) })
    const now = await clocksInForce(scratch.db)
    await changeClocks(scratch.db, administrator, { value: settings, note: '恢复', expected: now.version }, NOW)
  })
})

describe('closed only when the indicator has recovered', () => {
  const hour = (n: number) => new Date(NOW.getTime() + n * 3_600_000)
  const says = async (step: string, state: 'fires' | 'calm', at: Date) => {
    const evaluation = await scratch.db.ruleEvaluation.create({
      data: {
        ...{ ruleId: 'inpatient.drugShare', ruleVersion: '1', definition: {}, trigger: 'publish', lakeVersion: 1 },
        ...{ dataVersion: '', fromStep: step, toStep: step, subjects: 1, fired: 0, held: 0, notJudged: 0, raised: 0 },
        ...{ startedAt: at, endedAt: at },
      },
    })
    await scratch.db.ruleHit.create({
      data: {
        ...{ evaluationId: evaluation.id, ruleId: 'inpatient.drugShare', subject: HOSPITAL, step, state, at },
        ...{ input: {}, verdict: {} },
      },
    })
  }

  test('approved it waits, recovered it closes, fired again within 90 days it is open again, each once', async () => {
    const alert = await raise()
    const taskId = await dispatched({ alertId: alert.id })
    await says('2026-10-01', 'fires', hour(-1))
    await move(hospital, taskId, 'sign', 0)
    await move(hospital, taskId, 'feedBack', 1, { evidence: [photo()] })
    await move(reviewer, taskId, 'close', 2)
    const row = () => scratch.db.task.findUniqueOrThrow({ where: { id: taskId } })
    await tendRecovery(scratch.db, territory, hour(1))
    expect(await row()).toMatchObject({ state: 'verifying', recoveryState: 'waiting' })

    await says('2026-11-01', 'calm', hour(2))
    for (const again of [2, 3]) await tendRecovery(scratch.db, territory, hour(again))
    expect(await row()).toMatchObject({ state: 'closed', recoveryState: 'recovered', approvedBy: 'reviewer' })
    expect(await scratch.db.alert.findUniqueOrThrow({ where: { id: alert.id } })).toMatchObject({ state: 'closed' })

    // What was known at the closing and is judged once more is no relapse.
    await says('2026-10-01', 'fires', hour(4))
    await tendRecovery(scratch.db, territory, hour(4))
    expect(await row()).toMatchObject({ state: 'closed' })
    await says('2026-12-01', 'fires', hour(24 * 40))
    for (const again of [1, 2]) await tendRecovery(scratch.db, territory, hour(24 * 40 + again))
    expect(await row()).toMatchObject({ state: 'dispatched', relapses: 1, recoveryState: 'waiting', closedAt: null })
    expect(await scratch.db.alert.findUniqueOrThrow({ where: { id: alert.id } })).toMatchObject({ state: 'dispatched' })
    const events = await scratch.db.taskEvent.findMany({ where: { taskId, actor: 'system' }, orderBy: { id: 'asc' } })
    expect(events.map(({ command }) => command)).toEqual(['confirm', 'relapse'])
  })
})

describe('one act, many tasks', () => {
  test('sent twice it is done once, also where it broke off; who is out of reach is named', async () => {
    const places = [HOSPITAL, NEXT_HOSPITAL, FAR_HOSPITAL].map((id) => ({ kind: 'facility', id }) as const)
    const points = [{ text: '核对口径', required: true }]
    const order = {
      ...{ targets: [...places, ...places.slice(0, 1)], title: '自查', instruction: '按清单自查' },
      ...{ level: 'IV' as const, points, idempotencyKey: randomUUID() },
    }
    const cityOnly = actor('city', inArea('supervisor', CITY))
    const first = await dispatchMany(scratch.db, cityOnly, territory, { ...order, targets: places.slice(0, 1) }, NOW)
    expect(first).toMatchObject({ ok: true, outcomes: [{ repeated: false }] })
    const whole = await dispatchMany(scratch.db, cityOnly, territory, order, NOW)
    if (!whole.ok) throw new Error(whole.refusal)
    expect(whole.outcomes.map(({ repeated, refusal }) => [repeated, refusal])).toEqual([
      [true, null],
      [false, null],
      [false, 'not-permitted'],
    ])
    const tasks = await scratch.db.task.findMany({ where: { batch: order.idempotencyKey }, orderBy: { id: 'asc' } })
    expect(tasks.map(({ facilityId }) => facilityId)).toEqual([HOSPITAL, NEXT_HOSPITAL])

    // The required point is ticked before feedback is taken; twice ticked is once ticked.
    const [task] = tasks
    if (!task) throw new Error('no task')
    await move(hospital, task.id, 'sign', 0)
    expect(await move(hospital, task.id, 'feedBack', 1, { evidence: [photo()] })).toEqual(refused('points-open'))
    const tick = () =>
      tickPoint(
        scratch.db,
        hospital,
        territory,
        { taskId: task.id, pointId: '1', done: true, idempotencyKey: randomUUID() },
        NOW,
      )
    expect([await tick(), await tick()]).toEqual([
      { ok: true, repeated: false },
      { ok: true, repeated: true },
    ])
    expect(await move(hospital, task.id, 'feedBack', 1, { evidence: [photo()] })).toMatchObject({ ok: true })

    const words = { taskId: task.id, text: '请看', mentions: [], idempotencyKey: randomUUID() }
    const say = (by: Actor, mentions: string[] = []) =>
      commentTask(scratch.db, by, territory, { ...words, mentions }, NOW)
    expect(await say(nextHospital)).toEqual(refused('not-permitted'))
    expect(await say(hospital, ['nobody'])).toEqual(refused('unknown-person'))
    expect([await say(hospital), await say(hospital)]).toMatchObject([{ repeated: false }, { repeated: true }])
  })
})
