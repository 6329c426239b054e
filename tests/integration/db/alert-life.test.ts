import { randomUUID } from 'node:crypto'
import { type AskedAct, actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { listIncidents } from '@cockpit/db/alerts/list-incidents'
import { type RaisedFinding, raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { ruleOutcomes } from '@cockpit/db/alerts/rule-outcomes'
import { wakeSnoozed } from '@cockpit/db/alerts/wake-snoozed'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { LONGEST_SNOOZE } from '@cockpit/domain/alert/act'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  COUNTY,
  countySupervisor,
  FAR_COUNTY,
  HOSPITAL,
  NEXT_COUNTY,
  NEXT_HOSPITAL,
  nextCountySupervisor,
  planner,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-22T02:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const finding = (change: Partial<RaisedFinding> = {}): RaisedFinding => ({
  dedupeKey: randomUUID(),
  ruleId: 'r.share',
  ruleVersion: '1',
  title: { zh: '演示预警', en: 'Demo alert' },
  advice: { zh: '核查', en: 'Check' },
  level: 'III',
  indicator: 'a.b',
  areaCode: COUNTY,
  facilityId: null,
  period: '2026-10',
  kind: 'threshold',
  detail: { value: 2, limit: 5, months: 1 },
  demo: true,
  ...change,
})
const drop = (change: Partial<RaisedFinding> = {}) => finding({ facilityId: HOSPITAL, ...change })
const silence = (change: Partial<RaisedFinding> = {}) =>
  finding({
    ruleId: 'r.silent',
    kind: 'not-reported',
    facilityId: HOSPITAL,
    detail: { value: null, limit: 2, months: 2 },
    ...change,
  })
const raise = (one: RaisedFinding, at = NOW) => raiseAlert(scratch.db, one, at)
const act = (alertId: string, asked: AskedAct, by = supervisor, at = NOW, note = '核对过') =>
  actOnAlert(scratch.db, by, territory, { alertId, act: asked, note }, at)
const row = (id: string) => scratch.db.alert.findUniqueOrThrow({ where: { id } })
const history = async (id: string) =>
  (await scratch.db.alertEvent.findMany({ where: { alertId: id }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    (event) => event.command,
  )

test('a silent institution raises one silence: its drops stand under it and call nobody', async () => {
  const early = await raise(drop({ ruleId: 'r.before' }))
  const taken = await raise(drop({ ruleId: 'r.taken' }))
  await act(taken.id, { kind: 'acknowledge' })
  const { id } = await raise(silence())
  // Known before the silence: the untouched one goes under it, the one somebody took up stays.
  expect(await row(early.id)).toMatchObject({ state: 'inhibited', inhibitedBy: id })
  expect(await row(taken.id)).toMatchObject({ state: 'open', inhibitedBy: null })
  const twelve = await Promise.all(Array.from({ length: 12 }, (_, n) => raise(drop({ ruleId: `r.${n}` }))))
  expect(new Set(twelve.map((alert) => alert.state))).toEqual(new Set(['inhibited']))
  for (const other of [drop({ facilityId: NEXT_HOSPITAL, areaCode: NEXT_COUNTY }), drop({ period: '2026-05' })])
    expect(await raise(other)).toMatchObject({ outcome: 'created', state: 'open' })
  expect(await raise(drop({ detail: { value: 9, limit: 5 } }))).toMatchObject({ state: 'open' })
  const told = await scratch.db.outbox.findMany({ where: { key: { endsWith: ':raise' } } })
  expect(told.map((message) => message.key)).not.toContain(`alert:${twelve[0]?.id}:raise`)
  const reading = await readAlert(scratch.db, supervisor, territory, id)
  expect(reading.ok && reading.related.filter((alert) => alert.inhibitedBy === id)).toHaveLength(13)

  // It was no silence after all: everything comes back, once.
  expect(await act(id, { kind: 'falseAlarm' })).toEqual({ ok: true, repeated: false })
  expect(await act(id, { kind: 'falseAlarm' })).toEqual({ ok: true, repeated: true })
  expect(await scratch.db.alert.count({ where: { inhibitedBy: id } })).toBe(0)
  expect(await history(early.id)).toEqual(['raise', 'inhibit', 'release'])
})

test('found again after its silence ended, what stood under it opens; not before', async () => {
  const quiet = await raise(silence({ facilityId: NEXT_HOSPITAL, areaCode: NEXT_COUNTY }))
  const fallen = drop({ facilityId: NEXT_HOSPITAL, areaCode: NEXT_COUNTY, ruleId: 'r.again' })
  const { id, state } = await raise(fallen)
  expect(state).toBe('inhibited')
  expect(await raise(fallen, later(1))).toEqual({ outcome: 'existing', id, state: 'inhibited' })
  await scratch.db.alert.update({ where: { id: quiet.id }, data: { state: 'closed' } })
  const again = await Promise.all([2, 2, 2].map((hours) => raise(fallen, later(hours))))
  expect(again).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'existing', id, state: 'open' })))
  expect(await history(id)).toEqual(['inhibit', 'release'])
})

test('a silence and its drops rising in the same moment end as one silence', async () => {
  const place = { areaCode: FAR_COUNTY, facilityId: null }
  const raised = await Promise.all([
    ...Array.from({ length: 6 }, (_, n) => raise(drop({ ...place, ruleId: `r.moment${n}` }))),
    raise(silence(place)),
    ...Array.from({ length: 6 }, (_, n) => raise(drop({ ...place, ruleId: `r.moment${n + 6}` }))),
  ])
  const states = await scratch.db.alert.groupBy({
    by: ['state'],
    where: { id: { in: raised.map((alert) => alert.id) } },
    _count: { _all: true },
    orderBy: { state: 'asc' },
  })
  expect(states.map(({ state, _count }) => [state, _count._all])).toEqual([
    ['inhibited', 12],
    ['open', 1],
  ])
})

test('one cause in neighbouring counties is one incident, counted only as far as one may see', async () => {
  const cause = { ruleId: 'r.outbreak', detail: { value: 30, limit: 9, each: 'influenza' }, kind: 'surge' }
  const here = await raise(finding({ ...cause, areaCode: COUNTY, level: 'II' }))
  await raise(finding({ ...cause, areaCode: NEXT_COUNTY }), later(1))
  await raise(finding({ ...cause, areaCode: FAR_COUNTY }), later(2))
  const seen = async (by = supervisor) => {
    const list = await listIncidents(scratch.db, by, territory, { rule: 'r.outbreak', states: ['open'] })
    return list.ok ? list.incidents.map(({ key, alerts, level, lead }) => [key, alerts, level, lead.areaCode]) : null
  }
  expect(await seen()).toEqual([
    ['r.outbreak|influenza@990100', 2, 'II', COUNTY],
    ['r.outbreak|influenza@990200', 1, 'III', FAR_COUNTY],
  ])
  expect(await seen(nextCountySupervisor)).toEqual([['r.outbreak|influenza@990100', 1, 'III', NEXT_COUNTY]])
  expect(await seen(planner)).toBeNull()
  const mates = await readAlert(scratch.db, countySupervisor, territory, here.id)
  expect(mates.ok && mates.related).toEqual([])
})

test('acts write state, event, message and audit together, and leave nothing when refused', async () => {
  const { id } = await raise(finding({ ruleId: 'r.acts', level: 'II' }))
  const counts = async () => [
    await scratch.db.alertEvent.count(),
    await scratch.db.outbox.count(),
    await scratch.db.auditEntry.count(),
  ]
  const before = await counts()
  expect(await act(id, { kind: 'acknowledge' }, supervisor, NOW, ' ')).toEqual({ ok: false, refusal: 'note-missing' })
  expect(await act(id, { kind: 'acknowledge' }, nextCountySupervisor)).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await act('none', { kind: 'acknowledge' })).toEqual({ ok: false, refusal: 'not-found' })
  const tooLong = { kind: 'snooze', until: later(LONGEST_SNOOZE.II + 1) } as const
  expect(await act(id, tooLong)).toEqual({ ok: false, refusal: 'until-too-far' })
  expect(await counts()).toEqual(before)

  const done: AskedAct[] = [
    { kind: 'acknowledge' },
    { kind: 'snooze', until: later(5) },
    { kind: 'setLevel', level: 'I' },
    { kind: 'setLevel', level: 'III' },
  ]
  for (const [minute, asked] of done.entries())
    expect(await act(id, asked, supervisor, later(minute / 60))).toEqual({ ok: true, repeated: false })
  expect(await counts()).toEqual(before.map((count) => count + done.length))
  expect(await history(id)).toEqual(['raise', 'acknowledge', 'snooze', 'raiseLevel', 'lowerLevel'])
  const event = await scratch.db.alertEvent.findFirstOrThrow({ where: { alertId: id, command: 'lowerLevel' } })
  expect(event).toMatchObject({ detail: { from: 'I', to: 'III' }, note: '核对过', before: 'open', after: 'open' })
  expect(await row(id)).toMatchObject({ level: 'III', acknowledgedBy: 'supervisor', snoozedUntil: null })
})

test('a graver alert makes its tasks as grave, with the clocks of that level; a milder one loosens nothing', async () => {
  const { id } = await raise(finding({ facilityId: HOSPITAL, ruleId: 'r.graver' }))
  const send = async (level: 'I' | 'III' | 'IV', key: string) => {
    const sent = await dispatchTask(
      scratch.db,
      supervisor,
      territory,
      {
        ...{ alertId: id, target: { kind: 'facility', id: HOSPITAL }, title: 't', instruction: 'i' },
        ...{ level, idempotencyKey: `graver-${key}` },
      },
      NOW,
    )
    if (!sent.ok) throw new Error(sent.refusal)
    return sent.taskId
  }
  const [mild, grave, still] = [await send('IV', 'a'), await send('I', 'b'), await send('III', 'c')]
  const stop = {
    taskId: still,
    command: 'suspend',
    note: '待省级意见',
    expectedRevision: 0,
    idempotencyKey: 'still',
  } as const
  expect(await moveTask(scratch.db, supervisor, territory, stop, NOW)).toMatchObject({ ok: true })
  expect(await act(id, { kind: 'setLevel', level: 'II' }, supervisor, later(1))).toEqual({ ok: true, repeated: false })
  const levels = async () => {
    const tasks = await scratch.db.task.findMany({ where: { alertId: id } })
    return [mild, grave, still].map((one) => tasks.find((task) => task.id === one)?.level)
  }
  expect(await levels()).toEqual(['II', 'I', 'III'])
  expect(await scratch.db.task.findUnique({ where: { id: mild } })).toMatchObject({
    ...{ round: 1, clockFrom: later(1), signBy: later(1.5) },
  })
  expect(await scratch.db.taskEvent.count({ where: { taskId: mild, command: 'regrade', note: '核对过' } })).toBe(1)
  expect(await scratch.db.alertEvent.findFirst({ where: { alertId: id, command: 'raiseLevel' } })).toMatchObject({
    detail: { from: 'III', to: 'II', tasks: [mild] },
  })
  expect(await act(id, { kind: 'setLevel', level: 'IV' }, supervisor, later(2))).toEqual({ ok: true, repeated: false })
  expect(await levels()).toEqual(['II', 'I', 'III'])
})

test('what rests is off the list until its time, then wakes once', async () => {
  const { id } = await raise(finding({ ruleId: 'r.rest' }))
  const listed = async (snoozed: 'hide' | 'only', at: Date) => {
    const list = await listAlerts(scratch.db, supervisor, territory, { rule: 'r.rest', snoozed, now: at })
    return list.ok ? list.total : null
  }
  // Never put to rest, so it has no date to compare.
  expect([await listed('hide', NOW), await listed('only', NOW)]).toEqual([1, 0])
  await act(id, { kind: 'snooze', until: later(3) })
  expect([await listed('hide', NOW), await listed('only', NOW)]).toEqual([0, 1])
  expect([await listed('hide', later(4)), await listed('only', later(4))]).toEqual([1, 0])
  expect(await wakeSnoozed(scratch.db, later(2))).toBe(0)
  const woken = await Promise.all([1, 2, 3].map(() => wakeSnoozed(scratch.db, later(3))))
  expect(woken.reduce((sum, count) => sum + count)).toBe(1)
  expect(await history(id)).toEqual(['raise', 'snooze', 'wake'])
})

test('merged alerts follow the one they are in; two merged into each other at once leave one', async () => {
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => raise(finding({ ruleId: `r.merge-${name}` }))))
  if (!a || !b || !c) throw new Error('three were raised')
  expect(await act(a.id, { kind: 'merge', into: b.id })).toEqual({ ok: true, repeated: false })
  expect(await act(b.id, { kind: 'merge', into: c.id }, supervisor, later(1))).toEqual({ ok: true, repeated: false })
  expect(await row(a.id)).toMatchObject({ state: 'merged', mergedInto: c.id })
  expect(await act(c.id, { kind: 'merge', into: a.id })).toEqual({ ok: false, refusal: 'merge-target-over' })
  const far = await raise(finding({ areaCode: FAR_COUNTY, ruleId: 'r.far' }))
  expect(await act(c.id, { kind: 'merge', into: far.id }, countySupervisor)).toEqual({
    ok: false,
    refusal: 'merge-target-unknown',
  })
  const words = { title: 't', instruction: 'i', level: 'III', idempotencyKey: randomUUID() } as const
  const target = { kind: 'area', code: COUNTY } as const
  expect(await dispatchTask(scratch.db, supervisor, territory, { alertId: a.id, target, ...words }, NOW)).toEqual({
    ok: false,
    refusal: 'alert-wrong-state',
  })
  expect(await act(a.id, { kind: 'split' }, supervisor, later(2))).toEqual({ ok: true, repeated: false })
  const [x, y] = await Promise.all(['x', 'y'].map((name) => raise(finding({ ruleId: `r.merge-${name}` }))))
  if (!x || !y) throw new Error('two were raised')
  const both = await Promise.all([act(x.id, { kind: 'merge', into: y.id }), act(y.id, { kind: 'merge', into: x.id })])
  expect(both.map((one) => one.ok).sort()).toEqual([false, true])
})

test('false alarms feed the precision of their rule, within reach, and the audit of all this holds', async () => {
  for (let n = 0; n < 3; n += 1) {
    const { id } = await raise(finding({ ruleId: 'r.wrong' }))
    if (n > 0) await act(id, { kind: 'falseAlarm' })
  }
  const outcomes = (by = supervisor) => ruleOutcomes(scratch.db, by, territory, ['r.wrong'])
  expect((await outcomes()).get('r.wrong')).toEqual({ open: 1, dispatched: 0, closed: 0, falseAlarm: 2 })
  expect((await outcomes(nextCountySupervisor)).size).toBe(0)
  expect(await verifyAudit(scratch.db)).toMatchObject({ intact: true })
})
