import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { type AskedAct, actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { moveEvent } from '@cockpit/db/events/move-event'
import { sendAgain } from '@cockpit/db/notices/deliveries'
import { notify } from '@cockpit/db/notices/notify'
import { deliverOutbox } from '@cockpit/db/outbox/deliver'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { movePosture } from '@cockpit/db/postures/move-posture'
import { proposeSwitch, publishChange } from '@cockpit/db/rules/change-rule'
import { commentTask } from '@cockpit/db/tasks/comment-task'
import { followInstitutions } from '@cockpit/db/tasks/follow-institution'
import { listTasks } from '@cockpit/db/tasks/list-tasks'
import { tendClocks } from '@cockpit/jobs/escalate/tend-clocks'
import { tendPostures } from '@cockpit/jobs/escalate/tend-postures'
import { tendRecovery } from '@cockpit/jobs/escalate/tend-recovery'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SHIPPED } from './outbreak'
import * as places from './places'
import { NOW, taskActs } from './task-acts'
import { type TestDatabase, withDatabase } from './test-database'

/** Two people at one instant, an institution that moves away, clocks that run wrong: each thing is done once, told once and seen by somebody. */
const { territory, supervisor, reviewer, hospital, nextHospital, countySupervisor, nextCountySupervisor } = places
let scratch: TestDatabase
const { raise, dispatched, dispatch, move } = taskActs(() => scratch.db)
beforeAll(async () => {
  scratch = await withDatabase()
  await places.seedPlaces(scratch.db)
})
afterAll(() => scratch?.drop())

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const second = places.actor('second', places.inArea('supervisor', places.PROVINCE))
const chief = places.actor('chief', places.inArea('commander', places.PROVINCE))
const deputy = places.actor('deputy', places.inArea('leader', places.PROVINCE))
const alertRow = (id: string) => scratch.db.alert.findUniqueOrThrow({ where: { id } })
const written = async (subject: string, action: string) => ({
  audit: await scratch.db.auditEntry.count({ where: { subject, action } }),
  messages: await scratch.db.outbox.count({
    where: {
      payload: { path: ['id'], equals: subject.split(':')[1] as string },
      AND: { payload: { path: ['command'], equals: action.split('.')[1] as string } },
    },
  }),
})
const outcomes = (results: readonly ({ ok: true } | { ok: false; refusal: string })[]) =>
  results.map((result) => (result.ok ? 'done' : result.refusal)).sort()

describe('two people press the same at one instant', () => {
  const act = (by: Actor, alertId: string, asked: AskedAct, seen?: Date) =>
    actOnAlert(scratch.db, by, territory, { alertId, act: asked, note: '核对过', ...(seen ? { seen } : {}) }, NOW)

  test.each<[string, AskedAct, AskedAct, string]>([
    ['acknowledge', { kind: 'acknowledge' }, { kind: 'acknowledge' }, 'alert.acknowledge'],
    ['false alarm', { kind: 'falseAlarm' }, { kind: 'falseAlarm' }, 'alert.falseAlarm'],
    ['the same level', { kind: 'setLevel', level: 'I' }, { kind: 'setLevel', level: 'I' }, 'alert.raiseLevel'],
    ['different levels', { kind: 'setLevel', level: 'III' }, { kind: 'setLevel', level: 'IV' }, 'alert.lowerLevel'],
    ['different rests', { kind: 'snooze', until: later(60) }, { kind: 'snooze', until: later(120) }, 'alert.snooze'],
  ])('%s: one takes place, the other is told, one entry and one message', async (_, one, other, action) => {
    const { id } = await raise()
    const { updatedAt } = await alertRow(id)
    const results = await Promise.all([act(supervisor, id, one, updatedAt), act(second, id, other, updatedAt)])
    expect(outcomes(results)).toEqual(['done', 'stale'])
    expect(await written(`alert:${id}`, action)).toEqual({ audit: 1, messages: 1 })
    // Who did it and presses once more has done it.
    const [doer, asked] = results[0]?.ok ? [supervisor, one] : [second, other]
    expect(await act(doer, id, asked, updatedAt)).toEqual({ ok: true, repeated: true })
    expect(await written(`alert:${id}`, action)).toEqual({ audit: 1, messages: 1 })
  })

  test('the same alert dispatched by both is one task; who has seen that one may send another', async () => {
    const { id } = await raise()
    const { updatedAt: alertSeen } = await alertRow(id)
    const send = (by: Actor, seen: Date) => dispatch(by, { alertId: id, alertSeen: seen })
    expect(outcomes(await Promise.all([send(supervisor, alertSeen), send(second, alertSeen)]))).toEqual([
      'done',
      'stale',
    ])
    const { updatedAt } = await alertRow(id)
    expect(outcomes(await Promise.all([send(supervisor, updatedAt), send(second, updatedAt)]))).toEqual([
      'done',
      'stale',
    ])
    expect(await scratch.db.task.count({ where: { alertId: id } })).toBe(2)
  })

  test('approve or return, an extension granted or denied, passed on twice: one of them', async () => {
    const taskId = await dispatched()
    const race = async (...asked: Promise<Awaited<ReturnType<typeof move>>>[]) => outcomes(await Promise.all(asked))
    await move(hospital, taskId, 'sign', 0)
    await move(hospital, taskId, 'askExtension', 1, { until: later(60 * 24 * 30) })
    expect(await race(move(reviewer, taskId, 'grantExtension', 2), move(second, taskId, 'denyExtension', 2))).toEqual([
      'done',
      'stale',
    ])
    await move(hospital, taskId, 'feedBack', 3, { evidence: [places.photo()] })
    expect(await race(move(reviewer, taskId, 'close', 4), move(second, taskId, 'return', 4))).toEqual(['done', 'stale'])
    const other = await dispatched()
    const to = { target: { kind: 'facility' as const, id: places.NEXT_HOSPITAL } }
    expect(await race(move(supervisor, other, 'transfer', 0, to), move(second, other, 'transfer', 0, to))).toEqual([
      'done',
      'stale',
    ])
    expect(await written(`task:${other}`, 'task.transfer')).toEqual({ audit: 1, messages: 1 })
  })

  test('an event confirmed, a posture approved and ended', async () => {
    const standing = { state: 'reported', reportedBy: 'x', reportedAt: NOW, movedAt: NOW, foundAt: NOW }
    const said = {
      title: '演示',
      place: '演示',
      description: '演示',
      kind: 'other',
      affected: 3,
      deaths: 0,
      demo: true,
    }
    const event = await scratch.db.emergencyEvent.create({ data: { areaCode: places.COUNTY, ...standing, ...said } })
    const confirm = (by: Actor) =>
      moveEvent(
        scratch.db,
        by,
        territory,
        { eventId: event.id, command: 'confirm', note: '属实', expectedRevision: 0, idempotencyKey: randomUUID() },
        NOW,
      )
    expect(outcomes(await Promise.all([confirm(supervisor), confirm(second)]))).toEqual(['done', 'stale'])
    expect(await written(`event:${event.id}`, 'event.confirm')).toEqual({ audit: 1, messages: 1 })

    const asked = { areaCode: places.COUNTY, reason: '演示', state: 'asked', askedBy: 'x', askedAt: NOW, movedAt: NOW }
    const { id: postureId } = await scratch.db.posture.create({ data: { ...asked, until: later(600) } })
    const give = (by: Actor, command: 'approve' | 'askEnd' | 'approveEnd' | 'keepOn', expectedRevision: number) =>
      movePosture(
        scratch.db,
        by,
        territory,
        { postureId, command, note: '说明', expectedRevision, idempotencyKey: randomUUID() },
        NOW,
      )
    expect(outcomes(await Promise.all([give(chief, 'approve', 0), give(deputy, 'approve', 0)]))).toEqual([
      'done',
      'stale',
    ])
    await give(supervisor, 'askEnd', 1)
    expect(outcomes(await Promise.all([give(chief, 'approveEnd', 2), give(deputy, 'keepOn', 2)]))).toEqual([
      'done',
      'stale',
    ])
    expect(await written(`posture:${postureId}`, 'posture.approve')).toEqual({ audit: 1, messages: 1 })
  })

  test('a change of a rule let stand', async () => {
    const [author, one, other] = ['author', 'one', 'other'].map((name) =>
      places.actor(name, places.inArea('systemAdmin', places.PROVINCE)),
    ) as [Actor, Actor, Actor]
    const asked = { ruleId: SHIPPED.id, on: false, reason: '停用', packRules: [SHIPPED] }
    const change = await proposeSwitch(scratch.db, author, territory, asked, NOW)
    if (!change.ok) throw new Error(change.refusal)
    const publish = (by: Actor) => publishChange(scratch.db, by, territory, change.id, NOW)
    expect(outcomes(await Promise.all([publish(one), publish(other)]))).toEqual(['done', 'wrong-state'])
    const entries = { subject: `rule:${SHIPPED.id}`, action: 'rule.switchOff' }
    expect(await scratch.db.auditEntry.count({ where: entries })).toBe(1)
  })

  test('a dead letter is sent again once, by the administrator alone', async () => {
    const { id } = await scratch.db.delivery.create({
      data: {
        ...{
          key: randomUUID(),
          channel: 'webhook',
          receiver: 'w',
          level: 'II',
          title: '演示',
          text: '演示',
          link: '/',
        },
        ...{ state: 'dead', settledAt: NOW, subject: 'task:none', action: 'task.dispatch' },
      },
    })
    const admins = ['a', 'b'].map((name) => places.actor(name, places.inArea('systemAdmin', places.PROVINCE)))
    const again = await Promise.all(admins.map((one) => sendAgain(scratch.db, one, [id], NOW)))
    expect(again.map((one) => one.ok && one.count).sort()).toEqual([0, 1])
    expect(await scratch.db.auditEntry.count({ where: { subject: `delivery:${id}` } })).toBe(1)
    for (const who of [supervisor, chief, places.actor('x', places.inArea('auditAdmin', places.PROVINCE))])
      expect(await sendAgain(scratch.db, who, [id], NOW)).toEqual({ ok: false, refusal: 'not-permitted' })
  })
})

describe('an institution moves to another county', () => {
  test('its open alert and task go along: seen, told and taken up there, once; what is over stays', async () => {
    const alert = await raise()
    const open = await dispatched({ alertId: alert.id })
    const over = await dispatched()
    await move(supervisor, over, 'abort', 0)
    const grants = [places.inArea('supervisor', places.NEXT_COUNTY)]
    const person = { username: 'next.county', name: '演示', password: 'tests only password', grants }
    const made = await createPerson(scratch.db, SYSTEM, person, NOW)
    if (!made.ok) throw new Error(made.refusal)
    const county = (countyCode: string) =>
      scratch.db.facility.update({ where: { id: places.HOSPITAL }, data: { countyCode, nameZh: '改名医院' } })
    await county(places.NEXT_COUNTY)
    expect(await followInstitutions(scratch.db, later(1))).toBeGreaterThanOrEqual(2)
    expect(await followInstitutions(scratch.db, later(2))).toBe(0)
    const seenBy = async (who: Actor) => {
      const list = await listTasks(scratch.db, who, territory, { limit: 200 })
      return list.ok ? list.rows.map(({ id }) => id) : []
    }
    expect(await seenBy(nextCountySupervisor)).toContain(open)
    expect(await seenBy(countySupervisor)).not.toContain(open)
    expect(await seenBy(countySupervisor)).toContain(over)
    expect(await seenBy(hospital)).toEqual(expect.arrayContaining([open, over]))
    expect(await seenBy(nextHospital)).not.toContain(open)
    expect(await alertRow(alert.id)).toMatchObject({
      areaCode: places.NEXT_COUNTY,
      incident: `inpatient.drugShare@${places.NEXT_COUNTY}`,
    })
    for (const subject of [`task:${open}`, `alert:${alert.id}`])
      expect(await written(subject, `${subject.split(':')[0]}.relocate`)).toEqual({ audit: 1, messages: 1 })
    const messages = await scratch.db.outbox.findMany({ where: { payload: { path: ['command'], equals: 'relocate' } } })
    for (const row of messages) await notify(scratch.db, territory, row)
    const told = await scratch.db.notice.findMany({ where: { userId: made.id } })
    expect(told.map(({ link }) => link)).toEqual(
      expect.arrayContaining([`/command?task=${open}`, `/command?alert=${alert.id}`]),
    )
    // Its work goes on under the same promises.
    expect(await move(hospital, open, 'sign', 1)).toMatchObject({ ok: true })
    expect(await tendClocks(scratch.db, territory, later(60 * 24))).toBeGreaterThan(0)
    await county(places.COUNTY)
    await followInstitutions(scratch.db, later(3))
  })
})

describe('an institution closes', () => {
  test('its indicator is waited for no longer: what was approved ends, the rest still needs its people', async () => {
    const [one, other] = [await raise(), await raise()]
    const [approved, begun] = [await dispatched({ alertId: one.id }), await dispatched({ alertId: other.id })]
    for (const taskId of [approved, begun]) {
      await move(hospital, taskId, 'sign', 0)
      await move(hospital, taskId, 'feedBack', 1, { evidence: [places.photo()] })
    }
    expect(await move(reviewer, approved, 'close', 2)).toMatchObject({ state: 'verifying' })
    const closes = (closedOn: Date | null) =>
      scratch.db.facility.update({ where: { id: places.HOSPITAL }, data: { closedOn } })
    await closes(new Date('2026-11-22T00:00:00Z'))
    await tendRecovery(scratch.db, territory, NOW)
    const state = async (id: string) => (await scratch.db.task.findUniqueOrThrow({ where: { id } })).state
    expect(await state(approved)).toBe('verifying')
    await closes(new Date('2026-11-21T00:00:00Z'))
    for (const _ of [1, 2]) await tendRecovery(scratch.db, territory, NOW)
    expect([await state(approved), await state(begun)]).toEqual(['closed', 'fedBack'])
    expect((await alertRow(one.id)).state).toBe('closed')
    expect(await written(`task:${begun}`, 'task.recoveryGone')).toEqual({ audit: 1, messages: 1 })
    expect(await move(supervisor, begun, 'close', 3)).toMatchObject({ refusal: 'reviewer-is-handler' })
    expect(await move(reviewer, begun, 'close', 3)).toMatchObject({ state: 'closed' })
    await closes(null)
  })
})

describe('a person is shut out', () => {
  test('is told of nothing more and cannot be named; an escalation goes on to who sits above', async () => {
    const person = async (username: string, ...grants: Parameters<typeof places.actor>[1][]) => {
      const made = await createPerson(
        scratch.db,
        SYSTEM,
        { username, name: '演示', password: 'tests only password', grants },
        NOW,
      )
      if (!made.ok) throw new Error(made.refusal)
      return made.id
    }
    const city = await person('city.chief', places.inArea('commander', places.CITY))
    const above = await person('province.chief', places.inArea('commander', places.PROVINCE))
    await scratch.db.user.update({ where: { id: city }, data: { disabledAt: NOW } })
    const taskId = await dispatched()
    await tendClocks(scratch.db, territory, later(31))
    const rows = await scratch.db.outbox.findMany({ where: { payload: { path: ['id'], equals: taskId } } })
    for (const row of rows) await notify(scratch.db, territory, row)
    const told = async (userId: string) =>
      (await scratch.db.notice.findMany({ where: { userId } })).map(({ link }) => link)
    expect(await told(city)).toEqual([])
    expect(await told(above)).toContain(`/command?task=${taskId}`)
    const words = { taskId, text: '请看', mentions: [city], idempotencyKey: randomUUID() }
    expect(await commentTask(scratch.db, supervisor, territory, words, NOW)).toMatchObject({
      refusal: 'unknown-person',
    })
  })
})

describe('clocks that run wrong', () => {
  test('written by a clock an hour ahead, a message is told at once by one that is right', async () => {
    await scratch.db.outbox.deleteMany()
    const ahead = later(60)
    const { id } = await raise()
    await actOnAlert(
      scratch.db,
      supervisor,
      territory,
      { alertId: id, act: { kind: 'acknowledge' }, note: '好' },
      ahead,
    )
    const waits = await scratch.db.outbox.findFirstOrThrow({ where: { key: { contains: 'acknowledge' } } })
    expect(waits.createdAt).toEqual(ahead)
    const told: string[] = []
    const deliver = (now: Date) =>
      deliverOutbox(
        scratch.db,
        async (row) => void told.push(row.key),
        () => now,
        { leaseSeconds: 5 },
      )
    await deliver(NOW)
    expect(told).toContain(waits.key)
    // Taken by a process whose clock ran ahead, and which died: it is no lease that lasts an hour.
    await scratch.db.outbox.update({ where: { id: waits.id }, data: { deliveredAt: null, nextAttemptAt: later(61) } })
    await deliver(NOW)
    expect(told.filter((key) => key === waits.key)).toHaveLength(2)
  })

  test('急 that expired while no jobs ran holds no longer for anything, and its tasks come back when they run', async () => {
    const asked = {
      areaCode: places.COUNTY,
      reason: '演示',
      askedBy: 'x',
      askedAt: NOW,
      movedAt: NOW,
      approvedBy: 'y',
      approvedAt: NOW,
    }
    const { id } = await scratch.db.posture.create({ data: { ...asked, state: 'inForce', until: later(120) } })
    const during = await dispatched({ level: 'IV' })
    const after = await scratch.db.task.findUniqueOrThrow({ where: { id: during } })
    expect(after.emergencyClock).toBe(true)
    await tendPostures(scratch.db, territory, later(60 * 48))
    expect(await scratch.db.posture.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'expired',
      endedAt: later(120),
    })
    expect(await scratch.db.task.findUniqueOrThrow({ where: { id: during } })).toMatchObject({ emergencyClock: false })
    // Back again by an hour: nothing is undone and nothing done twice.
    expect(await tendPostures(scratch.db, territory, later(60 * 47))).toBe(0)
  })
})
