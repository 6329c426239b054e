import { createHash, randomUUID } from 'node:crypto'
import { type Actor, permitted } from '@cockpit/db/access/actor'
import { actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { countAlerts } from '@cockpit/db/alerts/count-alerts'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { listIncidents } from '@cockpit/db/alerts/list-incidents'
import { type RaisedFinding, raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { ruleOutcomes } from '@cockpit/db/alerts/rule-outcomes'
import { loopAlerts, loopTasks } from '@cockpit/db/loop/read-loop'
import { receiverOf } from '@cockpit/db/notices/deliveries'
import { notify } from '@cockpit/db/notices/notify'
import { commentTask, readersOf } from '@cockpit/db/tasks/comment-task'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { listTasks } from '@cockpit/db/tasks/list-tasks'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { refuseCommand } from '@cockpit/db/tasks/permitted-command'
import { readEvidence } from '@cockpit/db/tasks/read-evidence'
import { readTask } from '@cockpit/db/tasks/read-task'
import type { Grant } from '@cockpit/domain/access/grant'
import { NoticeChannels } from '@cockpit/domain/notice/channels'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wallAlerts, wallClosure } from '../../../web/server/displays/wall-alerts'
import { concerns } from '../../../web/server/live/audience'
import { FacilityDirectory } from '../../../web/server/territory/facility-directory'
import { actor, atFacilities, COUNTY, FACILITIES, HOSPITAL, inArea, PROVINCE, seedPlaces, territory } from './places'
import { type TestDatabase, withDatabase } from './test-database'

/*
 * An alert of an indicator of the sensitivity `case`, beside a plain one of the same institution, and the tasks born from both. Who has no grant
 * of that sensitivity there is told exactly what he would be told were the first not there.
 */
const NOW = new Date('2026-11-21T08:00:00Z')
const atHospital = (sensitivity: Grant['sensitivity']): Grant => ({
  ...atFacilities('institution', HOSPITAL),
  sensitivity,
})
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`

/** Everyone who might come near it, and who may. */
const SEE: readonly Actor[] = [
  actor(id(1), inArea('supervisor', PROVINCE, 'case')),
  actor(id(2), inArea('supervisor', COUNTY, 'case')),
  actor(id(3), inArea('leader', PROVINCE, 'case')),
]
const BLIND: readonly Actor[] = [
  actor(id(4), inArea('supervisor', PROVINCE, 'facility')),
  actor(id(5), inArea('leader', PROVINCE, 'facility')),
  actor(id(6), inArea('commander', PROVINCE, 'facility')),
  // The role of one grant and the sensitivity of another open nothing together.
  actor(id(7), inArea('supervisor', PROVINCE, 'facility'), inArea('planner', PROVINCE, 'case')),
  // A wall, whatever is written in its grant.
  actor('display', inArea('display', PROVINCE, 'case')),
  actor('auditor', inArea('auditAdmin', PROVINCE, 'case')),
]
const [caseSupervisor, countyCases] = SEE as [Actor, Actor]
const [facilitySupervisor] = BLIND as [Actor]
const caseHandler = actor(id(8), atHospital('case'))
const handler = actor(id(9), atHospital('facility'))

const finding = (change: Partial<RaisedFinding>): RaisedFinding => ({
  ...{ dedupeKey: randomUUID(), ruleVersion: '1', level: 'II', period: '2026-10', demo: true },
  ...{ title: { zh: '强制报告', en: 'Duty' }, advice: { zh: '核', en: 'c' }, detail: { value: 1, limit: 0 } },
  ...{ ruleId: 'plain', indicator: 'beds.open', areaCode: COUNTY, facilityId: HOSPITAL },
  ...change,
})
const channels = NoticeChannels.parse({
  baseUrl: 'https://cockpit.example',
  smtp: { host: '127.0.0.1', port: 25, from: 'c@example.org', domains: ['example.org'] },
  allow: [{ host: 'robot.example' }],
  webhooks: [
    {
      ...{ id: 'robot', name: '演示', kind: 'signed', url: 'https://robot.example/', secret: 's' },
      ...{ levels: ['I', 'II'], grant: inArea('leader', PROVINCE, 'case') },
    },
  ],
})

let scratch: TestDatabase
const alerts = { secret: '', plain: '' }
const tasks = { secret: '', plain: '' }
let evidence = ''
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  for (const { id: person, grants } of [...SEE, ...BLIND, caseHandler, handler]) {
    if (!person.startsWith('0000')) continue
    const account = { id: person, username: person, name: `演示${person}`, email: `${person}@example.org` }
    await scratch.db.user.create({ data: { ...account, locale: 'en', demo: true } as never })
    for (const { role, territory: place, sensitivity } of grants)
      await scratch.db.grant.create({
        data: { userId: person, role, territory: place, sensitivity, createdBy: 'test' } as never,
      })
  }
  const raised = { ruleId: 'secret', indicator: 'minorDuty.unreported', sensitivity: 'case' as const }
  alerts.secret = (await raiseAlert(scratch.db, finding(raised), NOW)).id
  alerts.plain = (await raiseAlert(scratch.db, finding({}), NOW)).id
  for (const which of ['secret', 'plain'] as const) {
    const sent = await dispatchTask(
      scratch.db,
      caseSupervisor,
      territory,
      {
        ...{ alertId: alerts[which], target: { kind: 'facility', id: HOSPITAL }, level: 'II' },
        ...{ title: '核实', instruction: '核实', idempotencyKey: `task-${which}` },
      },
      NOW,
    )
    if (!sent.ok) throw new Error(sent.refusal)
    tasks[which] = sent.taskId
  }
  const kept = await scratch.db.evidence.create({
    data: {
      taskId: tasks.secret,
      ...{ mediaType: 'image/png', bytes: 1, sha256: createHash('sha256').update('x').digest('hex') },
      fileName: 'a.png',
      content: Buffer.from('x'),
      addedBy: 'x',
    },
  })
  evidence = kept.id
})
afterAll(() => scratch.drop())

const of = (one: { id: string }) => one.id
const everythingOf = async (who: Actor) => {
  const list = await listAlerts(scratch.db, who, territory)
  const named = await listAlerts(scratch.db, who, territory, { rule: 'secret', text: '强制', facility: HOSPITAL })
  const incidents = await listIncidents(scratch.db, who, territory)
  const sent = await listTasks(scratch.db, who, territory)
  const sentOf = await listTasks(scratch.db, who, territory, { alertId: alerts.secret, text: '核实' })
  const counts = await countAlerts(scratch.db, who, territory, { facility: HOSPITAL })
  return {
    alerts: list.ok ? [list.rows.map(of).sort(), list.total] : list.refusal,
    named: named.ok ? [named.rows.map(of), named.total] : named.refusal,
    incidents: incidents.ok
      ? [incidents.incidents.map(({ lead }) => lead.id).sort(), incidents.total]
      : incidents.refusal,
    counts: counts.reduce((sum, { open, dispatched }) => sum + open + dispatched, 0),
    outcomes: [...(await ruleOutcomes(scratch.db, who, territory)).keys()].sort(),
    tasks: sent.ok ? [sent.rows.map(of).sort(), sent.total] : sent.refusal,
    ofAlert: sentOf.ok ? [sentOf.rows.map(of), sentOf.total] : sentOf.refusal,
    alert: (await readAlert(scratch.db, who, territory, alerts.secret)).ok,
    task: (await readTask(scratch.db, who, territory, tasks.secret)).ok,
    related: await readAlert(scratch.db, who, territory, alerts.plain).then((read) => read.ok && read.related.map(of)),
  }
}

describe('what is read', () => {
  test.each(
    SEE.map((who) => [who.grants.map(({ role, sensitivity }) => `${role} ${sensitivity}`).join(), who] as const),
  )('%s sees it', async (_, who) => {
    const both = [alerts.plain, alerts.secret].sort()
    expect(await everythingOf(who)).toMatchObject({
      ...{ alerts: [both, 2], named: [[alerts.secret], 1], incidents: [both, 2], counts: 2 },
      ...{
        outcomes: ['plain', 'secret'],
        tasks: [[tasks.plain, tasks.secret].sort(), 2],
        ofAlert: [[tasks.secret], 1],
      },
      ...{ alert: true, task: true },
    })
  })

  test.each(BLIND.slice(0, 4).map((who) => [who.grants.map(({ role }) => role).join(), who] as const))(
    '%s of a lesser sensitivity sees what there would be without it',
    async (_, who) => {
      expect(await everythingOf(who)).toMatchObject({
        ...{ alerts: [[alerts.plain], 1], named: [[], 0], incidents: [[alerts.plain], 1], counts: 1 },
        ...{ outcomes: ['plain'], tasks: [[tasks.plain], 1], ofAlert: [[], 0] },
        ...{ alert: false, task: false, related: [] },
      })
    },
  )

  test('a wall and an auditor see nothing of it either, whatever their grant says', async () => {
    for (const who of BLIND.slice(4)) {
      const found = await everythingOf(who)
      expect(JSON.stringify(found)).not.toContain(alerts.secret)
      expect(found).toMatchObject({ alert: false, task: false })
      expect(found.counts).toBeLessThan(2)
    }
  })

  test('its institution: who holds the sensitivity there, and no colleague', async () => {
    expect(await everythingOf(caseHandler)).toMatchObject({
      tasks: [[tasks.plain, tasks.secret].sort(), 2],
      task: true,
    })
    expect(await everythingOf(handler)).toMatchObject({ tasks: [[tasks.plain], 1], ofAlert: [[], 0], task: false })
    expect(await readEvidence(scratch.db, handler, territory, evidence)).toEqual({
      ok: false,
      refusal: 'not-permitted',
    })
    expect(await readEvidence(scratch.db, caseHandler, territory, evidence)).toMatchObject({ ok: true })
  })

  test('live hints go to those alone who may read it', async () => {
    const ports = { db: scratch.db, territory: async () => territory } as never
    const told = async (topic: string, which: string, who: Actor) =>
      concerns({ topic, id: which } as never, { ...who, kind: 'person' } as never, ports)
    for (const who of SEE) expect(await told('alert.changed', alerts.secret, who)).toBe(true)
    for (const who of [...BLIND, handler]) {
      expect(await told('alert.changed', alerts.secret, who)).toBe(false)
      expect(await told('task.changed', tasks.secret, who)).toBe(false)
    }
    expect(await told('task.changed', tasks.secret, caseHandler)).toBe(true)
    expect(await told('alert.changed', alerts.plain, facilitySupervisor)).toBe(true)
  })

  test('a wall shows and counts it for nobody, not for a person of that sensitivity either', async () => {
    const directory = new FacilityDirectory(
      FACILITIES.map((one) => ({
        ...one,
        name: { zh: '演示', en: 'demo' },
        tier: 'secondary',
        category: 'general',
        at: [120, 30],
      })) as never,
    )
    for (const who of [caseSupervisor, facilitySupervisor]) {
      const shown = await wallAlerts(scratch.db, who, territory, directory, PROVINCE)
      expect(shown.map(of)).toEqual([alerts.plain])
      expect(await wallClosure(scratch.db, who, territory, PROVINCE, NOW)).toMatchObject({ raised: 1, open: 1 })
    }
  })

  test('the tables of the loop hold neither it nor its tasks', async () => {
    expect((await loopAlerts(scratch.db, '2026-11')).map(of)).toEqual([alerts.plain])
    expect((await loopTasks(scratch.db, '2026-11')).map(of)).toEqual([tasks.plain])
  })
})

describe('what is told', () => {
  const tellOf = async (key: string) => {
    await scratch.db.notice.deleteMany()
    await scratch.db.delivery.deleteMany()
    const row = await scratch.db.outbox.findUniqueOrThrow({ where: { key } })
    await notify(scratch.db, territory, row, { channels })
    const [notices, deliveries] = await Promise.all([scratch.db.notice.findMany(), scratch.db.delivery.findMany()])
    return {
      notices: notices.map((one) => one.userId).sort(),
      robots: deliveries.filter((one) => one.channel === 'webhook'),
    }
  }

  test('inboxes: those of that sensitivity; robots: never, though their grant says case', async () => {
    expect(await tellOf(`alert:${alerts.secret}:raise`)).toEqual({ notices: [id(1), id(2)], robots: [] })
    const plain = await tellOf(`alert:${alerts.plain}:raise`)
    expect(plain.notices).toEqual([id(1), id(2), id(4), id(6), id(7)])
    expect(plain.robots).toHaveLength(1)
  })

  test('a task of it calls the handler of that sensitivity alone', async () => {
    expect(await tellOf(`task:${tasks.secret}:0`)).toEqual({ notices: [caseHandler.id], robots: [] })
    expect((await tellOf(`task:${tasks.plain}:0`)).notices).toEqual([caseHandler.id, handler.id])
  })

  test('a delivery that was laid out for somebody else does not go', async () => {
    const row = { subject: `alert:${alerts.secret}`, action: 'alert.raise', title: '', text: '' }
    for (const [channel, receiver] of [
      ['email', facilitySupervisor.id],
      ['webhook', 'robot'],
    ])
      expect(await receiverOf(scratch.db, territory, channels, { ...row, channel, receiver } as never)).toBeNull()
  })

  test('nobody else can be named in a comment, or write one', async () => {
    const task = await scratch.db.task.findUniqueOrThrow({ where: { id: tasks.secret } })
    const readers = (await readersOf(scratch.db, task, territory)).map(of).sort()
    expect(readers).toEqual([id(1), id(2), id(3), id(8)])
    const comment = { taskId: tasks.secret, text: '看', mentions: [], idempotencyKey: randomUUID() }
    expect(await commentTask(scratch.db, facilitySupervisor, territory, comment, NOW)).toMatchObject({ ok: false })
  })
})

describe('what is done', () => {
  const send = (who: Actor, alertId: string, key: string) =>
    dispatchTask(
      scratch.db,
      who,
      territory,
      {
        ...{ alertId, target: { kind: 'facility', id: HOSPITAL }, level: 'II' },
        ...{ title: '核', instruction: '核', idempotencyKey: key },
      },
      NOW,
    )

  test('only who sees it sends, moves and judges it', async () => {
    expect(await send(facilitySupervisor, alerts.secret, randomUUID())).toEqual({ ok: false, refusal: 'not-permitted' })
    const mark = { alertId: alerts.secret, act: { kind: 'acknowledge' as const }, note: '看' }
    expect(await actOnAlert(scratch.db, facilitySupervisor, territory, mark, NOW)).toEqual({
      ok: false,
      refusal: 'not-permitted',
    })
    const sign = { taskId: tasks.secret, command: 'sign' as const, expectedRevision: 0, note: '' }
    const by = (who: Actor) =>
      moveTask(
        scratch.db,
        who,
        territory,
        { ...sign, idempotencyKey: randomUUID() } as never,
        new Date(NOW.getTime() + 1000),
      )
    expect(await by(handler)).toMatchObject({ ok: false, refusal: 'not-permitted' })
    expect(await refuseCommand(scratch.db, handler, territory, { taskId: tasks.secret, command: 'feedBack' })).toBe(
      'not-permitted',
    )
    expect(await by(caseHandler)).toMatchObject({ ok: true })
  })

  test('a plain alert is not merged into it, which would tell that it is there', async () => {
    const [secret, plain] = [finding({ ruleId: 's2', sensitivity: 'case' }), finding({ ruleId: 'p2' })]
    const [into, from] = [await raiseAlert(scratch.db, secret, NOW), await raiseAlert(scratch.db, plain, NOW)]
    const merge = { alertId: from.id, act: { kind: 'merge' as const, into: into.id }, note: '同一件事' }
    expect(await actOnAlert(scratch.db, caseSupervisor, territory, merge, NOW)).toEqual({
      ok: false,
      refusal: 'merge-target-unknown',
    })
  })

  test('it silences no alert of everybody', async () => {
    const silent = finding({
      ruleId: 's3',
      sensitivity: 'case',
      kind: 'not-reported',
      detail: { value: null, limit: 0 },
    })
    const { id: made } = await raiseAlert(scratch.db, silent, NOW)
    expect(await scratch.db.alert.findUniqueOrThrow({ where: { id: made } })).toMatchObject({
      nature: 'other',
      sensitivity: 'case',
    })
  })

  test('what the column holds besides nothing is `case`, and a word nobody knows would be read as the strictest', async () => {
    await expect(
      scratch.db.alert.update({ where: { id: alerts.plain }, data: { sensitivity: 'facility' } }),
    ).rejects.toThrow()
    const place = { areaCode: COUNTY, facilityId: HOSPITAL, sensitivity: 'unheard-of' }
    expect(permitted(facilitySupervisor, 'alert.read', place, territory)).toBe(false)
    expect(permitted(countyCases, 'alert.read', place, territory)).toBe(true)
  })
})
