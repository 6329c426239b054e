import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { listDeadLetters, sendAgain } from '@cockpit/db/notices/deliveries'
import { notify } from '@cockpit/db/notices/notify'
import { savePreference } from '@cockpit/db/notices/preferences'
import { changeGrants } from '@cockpit/db/people/change-grants'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import type { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { NoticeChannels } from '@cockpit/domain/notice/channels'
import { USUAL_PREFERENCE } from '@cockpit/domain/notice/preference'
import { sendDeliveries } from '@cockpit/jobs/dispatch/send-deliveries'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startMailServer, type TestMailServer } from './mail-server'
import { actor, COUNTY, FAR_COUNTY, HOSPITAL, inArea, PROVINCE, seedPlaces, territory } from './places'
import { type TestDatabase, withDatabase } from './test-database'

/** 10:00 on the province's clock. */
const NOW = new Date('2026-11-22T02:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

let scratch: TestDatabase
let mail: TestMailServer
let web: http.Server
/** What the receiver got, attempt by attempt, and how it answers the next ones. */
const got: { path: string; key: string | undefined; body: string }[] = []
const answers: { status: number; text?: string; hangUp?: boolean; to?: string }[] = []
let channels: NoticeChannels

const people = new Map<string, string>()
async function person(name: string, grant: Grant, email = `${name}@example.org`): Promise<void> {
  const made = await createPerson(
    scratch.db,
    SYSTEM,
    { username: name, name, password: 'long-enough-2026', grants: [grant] },
    NOW,
  )
  if (!made.ok) throw new Error(made.refusal)
  people.set(name, made.id)
  const wanted = { ...USUAL_PREFERENCE, email }
  expect(await savePreference(scratch.db, made.id, wanted, channels, NOW)).toEqual({ ok: true })
}
const id = (name: string) => people.get(name) ?? ''

beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  mail = await startMailServer()
  web = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      got.push({ path: request.url ?? '', key: request.headers['idempotency-key']?.toString(), body })
      const { status, text = '', hangUp, to } = answers.shift() ?? { status: 200, text: '{"errcode":0}' }
      if (hangUp) request.socket.destroy()
      else response.writeHead(status, to ? { location: to } : {}).end(text)
    })
  })
  await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready))
  const port = (web.address() as AddressInfo).port
  const url = `http://127.0.0.1:${port}`
  const hook = { levels: ['I', 'II'] as const, grant: inArea('leader', COUNTY) }
  channels = NoticeChannels.parse({
    baseUrl: 'https://cockpit.example',
    smtp: {
      host: '127.0.0.1',
      port: mail.port,
      requireTls: false,
      from: '驾驶舱 <cockpit@example.org>',
      domains: ['example.org'],
    },
    allow: [{ host: '127.0.0.1', port, scheme: 'http', private: true }],
    webhooks: [
      { ...hook, id: 'signed', name: '演示', kind: 'signed', url: `${url}/signed`, secret: 's' },
      { ...hook, id: 'far', name: '演示', kind: 'signed', url: `${url}/far`, grant: inArea('leader', FAR_COUNTY) },
      { ...hook, id: 'low', name: '演示', kind: 'wecom', url: `${url}/low`, levels: ['IV'] },
    ],
  })
  await person('here', inArea('supervisor', PROVINCE))
  await person('far', inArea('supervisor', FAR_COUNTY))
  await person('coarse', inArea('supervisor', PROVINCE, 'aggregate'))
  await person('plans', inArea('planner', PROVINCE))
})
afterAll(async () => {
  await mail.stop()
  await new Promise((gone) => web.close(gone))
  await scratch.drop()
})
beforeEach(async () => {
  await scratch.db.delivery.deleteMany()
  await scratch.db.notice.deleteMany()
  for (const list of [mail.taken, mail.answers, got, answers]) list.length = 0
})

let made = 0
/** Raises an alert about the hospital and tells of it as the jobs do, twice over. */
async function tell(level: 'I' | 'II' | 'III' | 'IV' = 'II', at = NOW) {
  made += 1
  const alert = await raiseAlert(
    scratch.db,
    {
      ...{
        dedupeKey: `d${made}`,
        ruleId: 'r',
        ruleVersion: '1',
        level,
        indicator: 'a.b',
        period: '2026-10',
        demo: true,
      },
      ...{
        title: { zh: '药占比偏高', en: 'Drug share' },
        advice: { zh: '核', en: 'c' },
        areaCode: COUNTY,
        facilityId: HOSPITAL,
      },
      detail: { value: 9.87, limit: 5 },
    },
    at,
  )
  const row = await scratch.db.outbox.findUniqueOrThrow({ where: { key: `alert:${alert.id}:raise` } })
  for (let twice = 0; twice < 2; twice += 1) await notify(scratch.db, territory, row, { channels })
  return alert.id
}
const send = (at: Date, chance: () => number = () => 0) =>
  sendDeliveries({ db: scratch.db, territory: async () => territory, channels: () => channels, now: () => at, chance })
const states = async () =>
  (await scratch.db.delivery.findMany({ orderBy: { key: 'asc' } })).map(({ receiver, state }) => [receiver, state])
const subjectsOf = (mails: readonly string[]) => mails.map((one) => /^Idempotency-Key:\s*(\S+)/m.exec(one)?.[1])

test('told are those who may see the place, in words without figures, each once', async () => {
  const alertId = await tell()
  expect(await states()).toEqual([
    [id('here'), 'waiting'],
    ['signed', 'waiting'],
  ])
  expect((await scratch.db.notice.findMany()).map((notice) => notice.userId)).toEqual([id('here')])
  expect(await send(NOW)).toEqual({ sent: 2, failed: 0, dead: 0 })
  expect(await send(later(3600))).toEqual({ sent: 0, failed: 0, dead: 0 })
  expect(mail.taken).toHaveLength(1)
  expect(mail.taken[0]).toContain('here@example.org')
  expect(got.map((one) => one.path)).toEqual(['/signed'])
  const body = JSON.parse(got[0]?.body ?? '')
  expect(body).toMatchObject({
    level: 'II',
    title: '新预警：药占比偏高',
    link: `https://cockpit.example/alerts/${alertId}`,
  })
  expect(body.text).toContain(`演示医院${HOSPITAL}`)
  expect(body.text).toContain('演示数据')
  expect(got[0]?.body).not.toContain('9.87')
})

test('through failures, hang-ups and deaths on the way each arrives, and under one key', async () => {
  await tell('I')
  await tell('I')
  mail.answers.push('451 later', 'drop', '421 busy')
  answers.push({ status: 500 }, { status: 0, hangUp: true }, { status: 429 })
  const dying = () => {
    throw new Error('killed')
  }
  // Killed after sending, before noting it: the lease runs out and they go again.
  await expect(send(NOW, dying)).rejects.toThrow('killed')
  let at = NOW
  for (let pass = 0; pass < 12; pass += 1) {
    at = new Date(at.getTime() + 3_600_000)
    await send(at)
  }
  expect(new Set((await states()).map(([, state]) => state))).toEqual(new Set(['sent']))
  const keys = (await scratch.db.delivery.findMany()).map((delivery) => delivery.key)
  // At least once for the wire, once for whoever keeps keys.
  expect(got.length).toBeGreaterThan(2)
  expect(mail.taken.length).toBeGreaterThanOrEqual(2)
  const arrived = new Set([...got.map((one) => one.key), ...subjectsOf(mail.taken)])
  expect([...arrived].sort()).toEqual([...keys].sort())
  expect(keys).toHaveLength(4)
})

test('quiet hours hold mail back until they end, except red; what is not chosen is not sent', async () => {
  const quiet = { from: 9 * 60, until: 11 * 60 }
  const wanted = { ...USUAL_PREFERENCE, email: 'here@example.org', quiet, inboxLevels: ['II' as const] }
  await savePreference(scratch.db, id('here'), wanted, channels, NOW)
  await tell('II')
  await tell('III')
  await tell('I')
  await send(NOW)
  expect(subjectsOf(mail.taken)).toHaveLength(1)
  await send(later(3599))
  expect(mail.taken).toHaveLength(1)
  await send(later(3600))
  expect(mail.taken).toHaveLength(2)
  const inbox = await scratch.db.notice.findMany({ where: { userId: id('here') }, orderBy: { level: 'asc' } })
  expect(inbox.map((notice) => notice.level)).toEqual(['I', 'II'])
  await savePreference(scratch.db, id('here'), { ...USUAL_PREFERENCE, email: 'here@example.org' }, channels, NOW)
  const outside = { ...USUAL_PREFERENCE, email: 'here@elsewhere.example' }
  expect(await savePreference(scratch.db, id('here'), outside, channels, NOW)).toEqual({
    ok: false,
    refusal: 'mail-not-admitted',
  })
})

test('who lost the authority before it left gets nothing', async () => {
  await tell()
  await changeGrants(scratch.db, SYSTEM, { personId: PersonId.parse(id('here')), grants: [] }, NOW)
  const before = channels
  channels = { ...channels, webhooks: [] }
  expect(await send(NOW)).toEqual({ sent: 0, failed: 0, dead: 0 })
  channels = before
  const grants = [inArea('supervisor', PROVINCE)]
  await changeGrants(scratch.db, SYSTEM, { personId: PersonId.parse(id('here')), grants }, NOW)
  expect((await states()).map(([, state]) => state)).toEqual(['withdrawn', 'withdrawn'])
  expect([mail.taken.length, got.length]).toEqual([0, 0])
})

test('a redirect is not followed and a refusal is not repeated: dead letters, which an administrator sends again', async () => {
  await tell()
  mail.answers.push('550 no such box')
  answers.push({ status: 302, to: '/elsewhere' })
  expect(await send(NOW)).toEqual({ sent: 0, failed: 0, dead: 2 })
  expect(got.map((one) => one.path)).toEqual(['/signed'])
  const admin = actor('admin', inArea('systemAdmin', PROVINCE, 'aggregate'))
  const dead = await listDeadLetters(scratch.db, admin)
  if (!dead.ok) throw new Error(dead.refusal)
  expect(dead).toMatchObject({ total: 2, waiting: 0 })
  expect(dead.rows.map((row) => row.lastError).join()).toMatch(/redirect/)
  expect(JSON.stringify(dead.rows)).not.toContain('药占比')
  const ids = dead.rows.map((row) => row.id)
  const supervisor = actor('s', inArea('supervisor', PROVINCE))
  expect(await listDeadLetters(scratch.db, supervisor)).toEqual({ ok: false, refusal: 'not-permitted' })
  const audit = actor('a', inArea('auditAdmin', PROVINCE, 'aggregate'))
  expect(await sendAgain(scratch.db, audit, ids, NOW)).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await sendAgain(scratch.db, admin, ids, NOW)).toEqual({ ok: true, count: 2 })
  expect(await sendAgain(scratch.db, admin, ids, NOW)).toEqual({ ok: true, count: 0 })
  expect(await send(NOW)).toEqual({ sent: 2, failed: 0, dead: 0 })
  expect(new Set(got.map((one) => one.key)).size).toBe(1)
})
