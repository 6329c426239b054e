import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { markFalseAlarm } from '@cockpit/db/alerts/mark-false-alarm'
import { type RaisedFinding, raiseAlert, raiseAlerts } from '@cockpit/db/alerts/raise-alert'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { listTasks } from '@cockpit/db/tasks/list-tasks'
import { may } from '@cockpit/domain/access/decide'
import { ROLES, SENSITIVITIES } from '@cockpit/domain/access/grant'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actor,
  CITY,
  COUNTY,
  countySupervisor,
  FACILITIES,
  FAR_COUNTY,
  HOSPITAL,
  hospital,
  inArea,
  NEXT_COUNTY,
  nextCountySupervisor,
  OTHER_CITY,
  PROVINCE,
  planner,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const finding = (change: Partial<RaisedFinding> = {}): RaisedFinding => ({
  dedupeKey: randomUUID(),
  ruleId: 'r.test',
  ruleVersion: '1',
  title: { zh: '演示预警', en: 'Demo alert' },
  advice: { zh: '核查', en: 'Check' },
  level: 'II',
  indicator: 'a.b',
  areaCode: COUNTY,
  facilityId: null,
  period: '2026-10',
  detail: { value: 1 },
  demo: true,
  ...change,
})

describe('raise', () => {
  test('the same finding found by five at once is one alert with one event, one message and one audit entry', async () => {
    const same = finding()
    const raised = await Promise.all(Array.from({ length: 5 }, () => raiseAlert(scratch.db, same, NOW)))
    expect(raised.filter((alert) => alert.outcome === 'created')).toHaveLength(1)
    const [id] = new Set(raised.map((alert) => alert.id))
    expect(new Set(raised.map((alert) => alert.id)).size).toBe(1)
    expect(await scratch.db.alertEvent.count({ where: { alertId: id } })).toBe(1)
    expect(await scratch.db.outbox.count({ where: { key: `alert:${id}:raise` } })).toBe(1)
    expect(await scratch.db.auditEntry.count({ where: { subject: `alert:${id}` } })).toBe(1)
  })

  test('what several passes find together, overlapping and in other orders, each rises once with its event, message and audit entry', async () => {
    const storm = Array.from({ length: 130 }, (_, n) => finding({ areaCode: n % 2 === 0 ? COUNTY : NEXT_COUNTY }))
    const [known] = storm
    if (!known) throw new Error('no finding')
    const { id } = await raiseAlert(scratch.db, known, NOW)
    const passes = [storm, [...storm].reverse(), [...storm, ...storm]]
    const raised = await Promise.all(passes.map((findings) => raiseAlerts(scratch.db, findings, NOW)))
    expect(raised.map((pass) => pass.length)).toEqual([130, 130, 260])
    expect(raised[0]?.[0]).toEqual({ outcome: 'existing', id, state: 'open' })
    expect(raised[1]?.map((alert) => alert.id)).toEqual(raised[0]?.map((alert) => alert.id).reverse())
    const ids = [...new Set(raised.flat().map((alert) => alert.id))]
    expect(ids).toHaveLength(130)
    expect(new Set(raised.flat().flatMap((alert) => (alert.outcome === 'created' ? [alert.id] : []))).size).toBe(129)
    const each = [
      await scratch.db.alertEvent.groupBy({ by: ['alertId'], where: { alertId: { in: ids } }, _count: true }),
      await scratch.db.auditEntry.groupBy({
        by: ['subject'],
        where: { subject: { in: ids.map((one) => `alert:${one}`) } },
        _count: true,
      }),
    ]
    for (const rows of each) expect(rows.map(({ _count }) => _count)).toEqual(new Array(130).fill(1))
    expect(await scratch.db.outbox.count({ where: { key: { in: ids.map((one) => `alert:${one}:raise`) } } })).toBe(130)
    expect(await verifyAudit(scratch.db)).toMatchObject({ intact: true })
  })

  test('a finding called a false alarm does not rise again', async () => {
    const same = finding()
    const { id } = await raiseAlert(scratch.db, same, NOW)
    await markFalseAlarm(scratch.db, supervisor, territory, { alertId: id, note: '设备故障' }, NOW)
    expect(await raiseAlert(scratch.db, same, NOW)).toEqual({ outcome: 'existing', id, state: 'falseAlarm' })
  })
})

describe('false alarm', () => {
  const mark = (by: Actor, alertId: string, note = '误报原因') =>
    markFalseAlarm(scratch.db, by, territory, { alertId, note }, NOW)

  test('needs words, a permission in that place and an open alert; again it changes nothing', async () => {
    const { id } = await raiseAlert(scratch.db, finding(), NOW)
    expect(await mark(supervisor, id, ' ')).toEqual({ ok: false, refusal: 'note-missing' })
    expect(await mark(nextCountySupervisor, id)).toEqual({ ok: false, refusal: 'not-permitted' })
    expect(await mark(planner, id)).toEqual({ ok: false, refusal: 'not-permitted' })
    expect(await mark(supervisor, 'none')).toEqual({ ok: false, refusal: 'not-found' })
    expect(await mark(countySupervisor, id)).toEqual({ ok: true, repeated: false })
    expect(await mark(countySupervisor, id)).toEqual({ ok: true, repeated: true })
    // Another person did it before: theirs it is not.
    expect(await mark(supervisor, id)).toEqual({ ok: false, refusal: 'stale' })
    expect(await scratch.db.alertEvent.count({ where: { alertId: id, command: 'falseAlarm' } })).toBe(1)
  })

  test('a dispatched alert is no false alarm any more', async () => {
    const { id } = await raiseAlert(scratch.db, finding({ facilityId: HOSPITAL }), NOW)
    const target = { kind: 'facility', id: HOSPITAL } as const
    const words = { title: 't', instruction: 'i', level: 'II', idempotencyKey: randomUUID() } as const
    await dispatchTask(scratch.db, supervisor, territory, { alertId: id, target, ...words }, NOW)
    expect(await mark(supervisor, id)).toEqual({ ok: false, refusal: 'wrong-state' })
  })
})

describe('reach', () => {
  let lists: TestDatabase
  beforeAll(async () => {
    lists = await withDatabase()
    await seedPlaces(lists.db)
    const places = [
      ...territory.all().map((area) => ({ areaCode: area.code, facilityId: null })),
      ...FACILITIES.map((facility) => ({ areaCode: facility.county, facilityId: facility.id })),
    ]
    let minute = 0
    for (const place of places)
      for (const level of ['III', 'I'] as const)
        await raiseAlert(lists.db, finding({ ...place, level }), new Date(NOW.getTime() + minute++ * 60_000))
    for (const facility of FACILITIES)
      await dispatchTask(
        lists.db,
        supervisor,
        territory,
        {
          target: { kind: 'facility', id: facility.id },
          title: 't',
          instruction: 'i',
          level: 'III',
          idempotencyKey: facility.id,
        },
        NOW,
      )
  })
  afterAll(() => lists.drop())

  test('for any grants the list equals a naive filter over all rows, and so does reading each', async () => {
    const all = await lists.db.alert.findMany()
    const area = fc.constantFrom(PROVINCE, CITY, COUNTY, NEXT_COUNTY, OTHER_CITY, FAR_COUNTY)
    const grant = fc.record({
      role: fc.constantFrom(...ROLES),
      sensitivity: fc.constantFrom(...SENSITIVITIES),
      territory: fc.oneof(
        area.map((code) => ({ kind: 'area' as const, code })),
        fc
          .subarray(
            FACILITIES.map((facility) => facility.id),
            { minLength: 1 },
          )
          .map((ids) => ({ kind: 'facilities' as const, ids })),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { maxLength: 3 }), async (grants) => {
        const someone = actor('someone', ...grants)
        const expected = all.filter((alert) => {
          const facility = FACILITIES.find(({ id }) => id === alert.facilityId)
          if (facility) return may(grants, 'alert.read', { facility }, territory, 'facility')
          const place = territory.all().find(({ code }) => code === alert.areaCode)
          return place !== undefined && may(grants, 'alert.read', { area: place.code }, territory, 'aggregate')
        })
        const list = await listAlerts(lists.db, someone, territory, { limit: 200 })
        expect(list.ok ? list.rows.map((row) => row.id).sort() : []).toEqual(expected.map((row) => row.id).sort())
        expect(list.ok ? list.total : 0).toBe(expected.length)
        const sample = all[grants.length * 5]
        if (!sample) return
        const reading = await readAlert(lists.db, someone, territory, sample.id)
        expect(reading.ok).toBe(expected.includes(sample))
      }),
      { numRuns: 60, seed: 20261121 },
    )
  })

  test('gravest first, then newest; pages neither repeat nor skip', async () => {
    const whole = await listAlerts(lists.db, supervisor, territory, { limit: 200 })
    if (!whole.ok) throw new Error(whole.refusal)
    const order = whole.rows.map((row) => `${row.level === 'I' ? 0 : 1} ${-row.raisedAt.getTime()}`)
    expect(order.map((key) => key.split(' ')[0])).toEqual([...order.map((key) => key.split(' ')[0])].sort())
    const paged: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await listAlerts(lists.db, supervisor, territory, { limit: 4, after })
      if (!page.ok) throw new Error(page.refusal)
      expect(page.total).toBe(whole.total)
      paged.push(...page.rows.map((row) => row.id))
      if (page.next === null) break
      after = page.next
    }
    expect(paged).toEqual(whole.rows.map((row) => row.id))
  })

  test('filters by level, state, area with what lies below, and facility', async () => {
    const ask = async (filter: Parameters<typeof listAlerts>[3]) => {
      const list = await listAlerts(lists.db, supervisor, territory, filter)
      return list.ok ? list.total : list.refusal
    }
    expect(await ask({})).toBe(18)
    expect(await ask({ levels: ['I'] })).toBe(9)
    expect(await ask({ states: ['closed'] })).toBe(0)
    expect(await ask({ area: OTHER_CITY })).toBe(6)
    expect(await ask({ area: COUNTY, levels: ['III'] })).toBe(2)
    expect(await ask({ facility: HOSPITAL })).toBe(2)
  })

  test('who holds no permission to read alerts is refused, not shown an empty list', async () => {
    expect(await listAlerts(lists.db, planner, territory)).toEqual({ ok: false, refusal: 'not-permitted' })
    expect(await listTasks(lists.db, planner, territory)).toEqual({ ok: false, refusal: 'not-permitted' })
  })

  test('tasks: an institution sees its own, a county its county, with their names', async () => {
    const own = await listTasks(lists.db, hospital, territory)
    expect(own).toMatchObject({ ok: true, total: 1, rows: [{ facilityId: HOSPITAL, evidenceCount: 0 }] })
    expect(own.ok && own.rows[0]?.facilityName).toEqual({ zh: `演示医院${HOSPITAL}`, en: `Demo hospital ${HOSPITAL}` })
    expect(await listTasks(lists.db, countySupervisor, territory)).toMatchObject({ total: 1 })
    expect(await listTasks(lists.db, supervisor, territory)).toMatchObject({ total: 3 })
    const low = actor('low', inArea('supervisor', PROVINCE, 'aggregate'))
    expect(await listTasks(lists.db, low, territory)).toMatchObject({ total: 0 })
  })
})
