import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { listEvents } from '@cockpit/db/events/list-events'
import { type MoveEvent, moveEvent } from '@cockpit/db/events/move-event'
import { readEvent } from '@cockpit/db/events/read-event'
import { type ReportEvent, reportEvent } from '@cockpit/db/events/report-event'
import { notify } from '@cockpit/db/notices/notify'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { askPosture } from '@cockpit/db/postures/ask-posture'
import { posturesInForce } from '@cockpit/db/postures/in-force'
import { listPostures } from '@cockpit/db/postures/list-postures'
import { type MovePosture, movePosture } from '@cockpit/db/postures/move-posture'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { tendEvents } from '@cockpit/jobs/escalate/tend-events'
import { tendPostures } from '@cockpit/jobs/escalate/tend-postures'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actor,
  CITY,
  COUNTY,
  countySupervisor,
  HOSPITAL,
  hospital,
  inArea,
  nextCountySupervisor,
  nextHospital,
  PROVINCE,
  planner,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { refused } from './task-acts'
import { onServer, type TestDatabase, withDatabase } from './test-database'

// A Friday afternoon in China.
const NOW = new Date('2026-11-20T08:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR)
const commander = actor('commander', inArea('commander', PROVINCE))
const leader = actor('leader', inArea('leader', PROVINCE))
const cityDuty = actor('city-duty', inArea('supervisor', CITY))

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const report = (by: Actor, change: Partial<ReportEvent> = {}, now = NOW) =>
  reportEvent(
    scratch.db,
    by,
    territory,
    {
      ...{
        title: '学校聚集性呕吐',
        kind: 'foodPoisoning',
        infection: null,
        place: '演示小学',
        affected: 18,
        deaths: 0,
      },
      ...{ description: '午餐后发病', foundAt: new Date(now.getTime() - HOUR), idempotencyKey: randomUUID() },
      target: { kind: 'facility', id: HOSPITAL },
      ...change,
    },
    now,
  )

const reported = async (change: Partial<ReportEvent> = {}) => {
  const made = await report(hospital, change)
  if (!made.ok) throw new Error(made.refusal)
  return made.eventId
}

const move = (
  by: Actor,
  eventId: string,
  command: MoveEvent['command'],
  revision: number,
  change: Partial<MoveEvent> = {},
  now = NOW,
) =>
  moveEvent(
    scratch.db,
    by,
    territory,
    { eventId, command, note: '依据', expectedRevision: revision, idempotencyKey: randomUUID(), ...change },
    now,
  )

const chain = async (eventId: string, now = NOW) => {
  const found = await readEvent(scratch.db, supervisor, territory, eventId, now)
  if (!found.ok) throw new Error(found.refusal)
  return Object.fromEntries(found.chain.map((step) => [step.name, step]))
}

describe('an event', () => {
  test('is filed from where one stands, once for its key; the county has it from then on', async () => {
    const idempotencyKey = randomUUID()
    const first = await report(hospital, { idempotencyKey })
    expect(await report(hospital, { idempotencyKey })).toEqual({ ...first, repeated: true })
    expect(await report(countySupervisor, { idempotencyKey })).toEqual(refused('key-reused'))
    expect(await report(nextHospital)).toEqual(refused('not-permitted'))
    expect(await report(nextCountySupervisor)).toEqual(refused('not-permitted'))
    expect(await report(planner)).toEqual(refused('not-permitted'))
    expect(await report(supervisor, { target: { kind: 'area', code: CITY } })).toEqual(refused('county-needed'))
    expect(await report(hospital, { deaths: 19 })).toMatchObject({ problems: { deaths: 'more-dead-than-affected' } })
    if (!first.ok) throw new Error(first.refusal)
    const steps = await chain(first.eventId)
    expect(steps.county).toMatchObject({ state: 'done', due: later(1) })
    expect(steps.countyGovernment).toMatchObject({ state: 'running', due: later(2) })
    const seen = async (by: Actor) => (await readEvent(scratch.db, by, territory, first.eventId, NOW)).ok
    expect(await Promise.all([hospital, countySupervisor, leader].map(seen))).toEqual([true, true, true])
    expect(await Promise.all([nextHospital, nextCountySupervisor, planner].map(seen))).toEqual([false, false, false])
  })

  test('two at once under one key are one', async () => {
    const idempotencyKey = randomUUID()
    const both = await Promise.all([report(hospital, { idempotencyKey }), report(hospital, { idempotencyKey })])
    expect(new Set(both.map((one) => one.ok && one.eventId)).size).toBe(1)
    expect(both.map((one) => one.ok && one.repeated).sort()).toEqual([false, true])
  })

  test('another confirms it; each level by the authority it belongs to; the county cannot take II down', async () => {
    const made = await report(countySupervisor, { target: { kind: 'area', code: COUNTY } })
    if (!made.ok) throw new Error(made.refusal)
    const { eventId } = made
    expect(await move(countySupervisor, eventId, 'confirm', 0)).toEqual(refused('confirmer-reported'))
    expect(await move(hospital, eventId, 'confirm', 0)).toEqual(refused('not-permitted'))
    expect(await move(cityDuty, eventId, 'confirm', 0, { level: 'II' })).toEqual(refused('not-permitted'))
    expect(await move(cityDuty, eventId, 'confirm', 0, { level: 'III' })).toMatchObject({
      ok: true,
      state: 'confirmed',
    })
    expect(await move(cityDuty, eventId, 'raise', 0, { level: 'III' })).toEqual(refused('stale'))
    expect(await move(countySupervisor, eventId, 'lower', 1, { level: 'IV' })).toEqual(refused('not-permitted'))
    expect(await move(leader, eventId, 'raise', 1, { level: 'II' })).toMatchObject({ ok: true, revision: 2 })
    expect(await move(cityDuty, eventId, 'end', 2)).toEqual(refused('not-permitted'))
    expect(await move(commander, eventId, 'lower', 2, { level: 'IV' })).toMatchObject({ ok: true })
    expect(await move(countySupervisor, eventId, 'end', 3)).toMatchObject({ ok: true, state: 'ended' })
    expect(await move(commander, eventId, 'raise', 4, { level: 'I' })).toEqual(refused('wrong-state'))
    const row = await scratch.db.emergencyEvent.findUniqueOrThrow({ where: { id: eventId } })
    expect(row).toMatchObject({ level: 'IV', confirmedBy: 'city-duty', overAt: NOW, demo: true })
    await expect(
      onServer(scratch.url, `UPDATE "EmergencyEventEntry" SET note = 'x' WHERE "eventId" = $1`, [eventId]),
    ).rejects.toThrow(/append-only|permission denied/)
  })

  test('up the chain: each step in its turn, by its own authority, at a time that can be', async () => {
    const eventId = await reported()
    const send = (by: Actor, revision: number, change: Partial<MoveEvent>, now = NOW) =>
      move(by, eventId, 'forward', revision, { receiver: '值班室 王', ...change }, now)
    expect(await send(countySupervisor, 0, { step: 'city' })).toEqual(refused('step-not-open'))
    expect(await send(countySupervisor, 0, { step: 'countyGovernment', receiver: ' ' })).toEqual(
      refused('detail-missing'),
    )
    expect(await send(countySupervisor, 0, { step: 'countyGovernment', doneAt: later(1) })).toEqual(
      refused('step-time'),
    )
    expect(await send(nextCountySupervisor, 0, { step: 'countyGovernment' })).toEqual(refused('not-permitted'))
    expect(await send(countySupervisor, 0, { step: 'countyGovernment' }, later(1))).toMatchObject({ ok: true })
    expect(await send(countySupervisor, 1, { step: 'city' }, later(4))).toMatchObject({ ok: true })
    expect(await send(countySupervisor, 2, { step: 'province' }, later(5))).toEqual(refused('not-permitted'))
    expect(await send(cityDuty, 2, { step: 'province' }, later(5))).toMatchObject({ ok: true })
    expect(await send(commander, 3, { step: 'stateCouncil' }, later(5.5))).toMatchObject({ ok: true })
    const states = Object.values(await chain(eventId, later(6))).map(({ name, state }) => [name, state])
    expect(Object.fromEntries(states)).toEqual({
      ...{ county: 'done', countyGovernment: 'done', commissionAbove: 'late' },
      ...{ city: 'doneLate', province: 'done', stateCouncil: 'done' },
    })
  })

  test('a correction keeps the words of before; taken back by its reporter it owes nothing more', async () => {
    const eventId = await reported()
    const right = {
      title: '学校聚集性呕吐',
      kind: 'foodPoisoning',
      infection: null,
      place: '演示小学',
      description: '午餐后发病',
    } as const
    const foundAt = later(-1)
    expect(
      await move(hospital, eventId, 'correct', 0, { report: { ...right, foundAt, affected: 23, deaths: 1 } }),
    ).toMatchObject({ ok: true })
    expect(
      await move(hospital, eventId, 'correct', 1, { report: { ...right, foundAt, affected: 0, deaths: 1 } }),
    ).toEqual(refused('unsound-report'))
    const found = await readEvent(scratch.db, hospital, territory, eventId, NOW)
    expect(found.ok && found.entries.at(-1)?.detail).toEqual({
      affected: { before: 18, after: 23 },
      deaths: { before: 0, after: 1 },
    })
    expect(await move(countySupervisor, eventId, 'withdraw', 1)).toEqual(refused('not-permitted'))
    expect(await move(hospital, eventId, 'withdraw', 1)).toMatchObject({ ok: true, state: 'withdrawn' })
    await tendEvents(scratch.db, territory, later(90))
    expect(await scratch.db.emergencyEventEntry.count({ where: { eventId, actor: 'system' } })).toBe(0)
  })

  test('a late step is told to who may send it on, once however often the jobs pass', async () => {
    const person = await createPerson(
      scratch.db,
      SYSTEM,
      {
        username: 'duty',
        name: '演示·值班',
        password: 'long-enough-2026',
        grants: [inArea('supervisor', COUNTY)],
        demo: true,
      },
      NOW,
    )
    if (!person.ok) throw new Error(person.refusal)
    const eventId = await reported()
    for (const now of [later(1.5), later(1.5), later(2.5), later(2.5)]) await tendEvents(scratch.db, territory, now)
    const entries = await scratch.db.emergencyEventEntry.findMany({
      where: { eventId, actor: 'system' },
      orderBy: { id: 'asc' },
    })
    expect(entries.map(({ command }) => command)).toEqual(['stepSoon', 'stepSoon', 'stepLate', 'stepLate'])
    const messages = await scratch.db.outbox.findMany({ where: { key: { startsWith: `event:${eventId}:` } } })
    for (const message of [...messages, ...messages]) await notify(scratch.db, territory, message)
    const notices = await scratch.db.notice.findMany({ where: { link: `/events/${eventId}` } })
    expect(notices).toHaveLength(5)
    expect(notices.map(({ titleEn }) => titleEn)).toContain('Event not sent on in time: 学校聚集性呕吐')
  })

  test('its tasks hang on it, and who may not read it cannot hang one there', async () => {
    const eventId = await reported()
    const dispatch = (by: Actor, id: string) =>
      dispatchTask(
        scratch.db,
        by,
        territory,
        {
          ...{ title: '现场处置', instruction: '采样、隔离', level: 'III', idempotencyKey: randomUUID() },
          ...{ target: { kind: 'facility', id: HOSPITAL }, eventId: id },
        },
        NOW,
      )
    expect(await dispatch(supervisor, 'nowhere')).toEqual(refused('event-not-found'))
    expect(await dispatch(supervisor, eventId)).toMatchObject({ ok: true })
    const found = await readEvent(scratch.db, hospital, territory, eventId, NOW)
    expect(found.ok && found.tasks).toMatchObject([{ title: '现场处置', eventId, emergencyClock: false }])
    const listed = await listEvents(scratch.db, hospital, territory, { states: ['reported'] }, NOW)
    expect(listed.ok && listed.rows.map(({ id }) => id)).toContain(eventId)
  })
})

describe('平急', () => {
  const ask = (by: Actor, area = COUNTY, until = later(48), idempotencyKey: string = randomUUID()) =>
    askPosture(scratch.db, by, territory, { area, reason: '聚集性疫情', until, idempotencyKey }, NOW)
  const turn = (
    by: Actor,
    postureId: string,
    command: MovePosture['command'],
    revision: number,
    now = NOW,
    note = '复盘',
  ) =>
    movePosture(
      scratch.db,
      by,
      territory,
      { postureId, command, note, expectedRevision: revision, idempotencyKey: randomUUID() },
      now,
    )
  const task = async (area: typeof COUNTY) => {
    const made = await dispatchTask(
      scratch.db,
      supervisor,
      territory,
      {
        ...{ title: '核查', instruction: '核查并反馈', level: 'III', idempotencyKey: randomUUID() },
        target: { kind: 'area', code: area },
      },
      NOW,
    )
    if (!made.ok) throw new Error(made.refusal)
    return made.taskId
  }
  const clocks = (id: string) => scratch.db.task.findUniqueOrThrow({ where: { id } })

  test('asked by one, approved by another with the grant; clocks there run round the clock, elsewhere they do not', async () => {
    const [here, elsewhere] = [await task(COUNTY), await task(CITY)]
    const routine = await clocks(here)
    expect(await ask(hospital)).toEqual(refused('not-permitted'))
    expect(await ask(nextCountySupervisor)).toEqual(refused('not-permitted'))
    expect(await ask(countySupervisor, COUNTY, later(0.1))).toEqual(refused('until-past'))
    const key = randomUUID()
    const asked = await ask(countySupervisor, COUNTY, later(48), key)
    if (!asked.ok) throw new Error(asked.refusal)
    expect(await ask(countySupervisor, COUNTY, later(48), key)).toEqual({ ...asked, repeated: true })
    expect(await ask(commander)).toEqual(refused('asked-already'))
    const { postureId } = asked
    expect(await turn(countySupervisor, postureId, 'approve', 0)).toEqual(refused('not-permitted'))
    expect(await tendPostures(scratch.db, territory, NOW)).toBe(0)
    expect(await turn(leader, postureId, 'approve', 0)).toMatchObject({ ok: true, state: 'inForce' })
    await tendPostures(scratch.db, territory, NOW)
    await tendPostures(scratch.db, territory, NOW)
    const urgent = await clocks(here)
    // Four working hours from Friday 16:00 ended on Monday at 11:00; round the clock they end at 20:00.
    expect(routine.signBy).toEqual(new Date('2026-11-23T03:00:00Z'))
    expect(urgent).toMatchObject({ emergencyClock: true, signBy: later(4), feedbackBy: later(24), round: 1 })
    expect(await clocks(elsewhere)).toMatchObject({ emergencyClock: false, signBy: routine.signBy })
    expect(await clocks(await task(COUNTY))).toMatchObject({ emergencyClock: true, signBy: later(4) })
    expect(await scratch.db.taskEvent.count({ where: { taskId: here, command: 'emergencyOn' } })).toBe(1)

    expect(await turn(leader, postureId, 'askEnd', 1, NOW, '')).toEqual(refused('note-missing'))
    expect(await turn(leader, postureId, 'askEnd', 1)).toMatchObject({ ok: true, state: 'inForce' })
    expect(await turn(leader, postureId, 'approveEnd', 2)).toEqual(refused('second-person'))
    expect(await posturesInForce(scratch.db, NOW)).toHaveLength(1)
    expect(await turn(commander, postureId, 'approveEnd', 2)).toMatchObject({ ok: true, state: 'ended' })
    await tendPostures(scratch.db, territory, NOW)
    expect(await clocks(here)).toMatchObject({
      emergencyClock: false,
      signBy: routine.signBy,
      closeBy: routine.closeBy,
    })
  })

  test('it ends by itself at its expiry, jobs or no jobs, and then owes its review', async () => {
    const asked = await ask(leader, PROVINCE)
    if (!asked.ok) throw new Error(asked.refusal)
    await turn(commander, asked.postureId, 'approve', 0)
    const id = await task(COUNTY)
    expect(await posturesInForce(scratch.db, later(47.9))).toHaveLength(1)
    expect(await posturesInForce(scratch.db, later(48))).toHaveLength(0)
    const before = await listPostures(scratch.db, leader, territory, later(49))
    expect(before.rows.find((row) => row.id === asked.postureId)).toMatchObject({
      state: 'expired',
      commands: ['review'],
    })
    await tendPostures(scratch.db, territory, later(49))
    await tendPostures(scratch.db, territory, later(49))
    expect(await clocks(id)).toMatchObject({ emergencyClock: false })
    const entries = await scratch.db.postureEntry.findMany({
      where: { postureId: asked.postureId },
      orderBy: { id: 'asc' },
    })
    expect(entries.map(({ command }) => command)).toEqual(['ask', 'approve', 'expire'])
    expect(await turn(leader, asked.postureId, 'review', 2, later(50))).toMatchObject({ ok: true, state: 'expired' })
    expect(await verifyAudit(scratch.db)).toMatchObject({ intact: true })
  })
})
