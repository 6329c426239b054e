import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { actOnAlert } from '@cockpit/db/alerts/act-on-alert'
import { type RaisedFinding, raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { appendAudit } from '@cockpit/db/audit/append-audit'
import { readAuditHead } from '@cockpit/db/audit/audit-head'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { closeDatabase, type Database, database } from '@cockpit/db/database'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { grantApplication, mayAlterAudit } from '@cockpit/db/privileges'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { anchorAudit } from '@cockpit/jobs/verify/anchor-audit'
import { watchAudit } from '@cockpit/jobs/verify/watch-audit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY, HOSPITAL, inArea, PROVINCE, seedPlaces, supervisor, territory } from './places'
import { onServer, type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-22T02:00:00Z')
const role = `app_${randomBytes(4).toString('hex')}`
let scratch: TestDatabase
/** The product's own connection: another role than the owner of the tables. */
let url: string
let app: Database
let data: string

beforeAll(async () => {
  data = await mkdtemp(path.join(os.tmpdir(), 'cockpit-anchor-'))
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  await onServer(scratch.adminUrl, `CREATE ROLE ${role} LOGIN NOSUPERUSER PASSWORD 'word'`)
  const address = new URL(scratch.url)
  address.username = role
  address.password = 'word'
  url = address.href
  await grantApplication(scratch.url, url)
  app = database(url)
})
afterAll(async () => {
  await closeDatabase(url)
  await scratch.drop()
  await onServer(
    process.env.TEST_DATABASE_ADMIN_URL ?? scratch.adminUrl.replace(/\/[^/]*$/, '/postgres'),
    `DROP ROLE ${role}`,
  )
  await rm(data, { recursive: true, force: true })
})

const note = (n: number) =>
  appendAudit(app, { actor: 'tester', action: 'note.write', subject: `note:${n}`, detail: { n, 词: '审计' }, at: NOW })
/** What an administrator of the database could do, past every trigger. */
const asIntruder = async (...statements: string[]) => {
  await onServer(scratch.adminUrl, 'ALTER TABLE "AuditEntry" DISABLE TRIGGER USER')
  for (const statement of statements) await onServer(scratch.adminUrl, statement)
  await onServer(scratch.adminUrl, 'ALTER TABLE "AuditEntry" ENABLE TRIGGER USER')
}

test('the product works as a role that owns nothing', async () => {
  const finding: RaisedFinding = {
    level: 'II',
    ...{ dedupeKey: randomUUID(), ruleId: 'r', ruleVersion: '1', indicator: 'a.b', period: '2026-10' },
    ...{ title: { zh: '演示', en: 'Demo' }, advice: { zh: '核', en: 'c' }, areaCode: COUNTY, facilityId: HOSPITAL },
    ...{ detail: { value: 1, limit: 5 }, demo: true },
  }
  const { id } = await raiseAlert(app, finding, NOW)
  const seen = { alertId: id, act: { kind: 'acknowledge' }, note: '核对过' } as const
  expect(await actOnAlert(app, supervisor, territory, seen, NOW)).toEqual({ ok: true, repeated: false })
  const target = { kind: 'facility', id: HOSPITAL } as const
  const task = { alertId: id, target, title: 't', instruction: 'i', level: 'II', idempotencyKey: randomUUID() } as const
  expect(await dispatchTask(app, supervisor, territory, task, NOW)).toMatchObject({ ok: true })
  for (let n = 0; n < 20; n += 1) await note(n)
  expect(await verifyAudit(app)).toMatchObject({ intact: true })
  expect([await mayAlterAudit(url), await mayAlterAudit(scratch.url)]).toEqual([false, true])
})

test('what is append-only it can neither change nor empty, and it cannot put the guards out of the way', async () => {
  const guarded = await onServer(
    scratch.url,
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'append_only'`,
  )
  const names = guarded.rows.map((row) => String(row.name))
  expect(names).toEqual(expect.arrayContaining(['"AlertEvent"', '"AuditEntry"', '"Evidence"', '"TaskEvent"']))
  const statements = [
    ...names.flatMap((name) => [
      `DELETE FROM ${name}`,
      `TRUNCATE ${name}`,
      `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
      `DROP TABLE ${name} CASCADE`,
      `SELECT * FROM ${name} FOR UPDATE`,
    ]),
    `UPDATE "AuditEntry" SET actor = 'nobody'`,
    `CREATE OR REPLACE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    `CREATE TABLE public.mine (n int)`,
    `DELETE FROM _prisma_migrations`,
    `SET ROLE ${new URL(scratch.url).username}`,
    `SET session_replication_role = replica`,
  ]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements)
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.end()
  }
})

test('the database reckons SM3 as Node does, quick or plain, at every length around a block', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 200, 450]) {
    const message = randomBytes(length)
    const { rows } = await onServer(url, 'SELECT sm3($1) AS quick, sm3_plain($1) AS plain', [message])
    const hash = createHash('sm3').update(message).digest('hex')
    expect(rows[0]).toEqual({ quick: hash, plain: hash })
  }
})

test('what is altered, removed, swapped or put back under the old hash is named', async () => {
  const whole = { intact: true }
  const sha256 = `encode(sha256(convert_to(netstring(seq::text) || netstring("prevHash")
    || netstring(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || netstring(actor) || netstring(action) || netstring(subject) || netstring(detail::text), 'UTF8')), 'hex')`
  await asIntruder('CREATE TABLE kept AS SELECT * FROM "AuditEntry"')
  const restore = () => asIntruder('DELETE FROM "AuditEntry"', 'INSERT INTO "AuditEntry" SELECT * FROM kept')
  const harms: [reason: string, brokenAt: bigint, ...statements: string[]][] = [
    ['altered', 8n, `UPDATE "AuditEntry" SET detail = '{}' WHERE seq = 8`],
    ['missing', 9n, `DELETE FROM "AuditEntry" WHERE seq = 9`],
    ['missing', 1n, `DELETE FROM "AuditEntry" WHERE seq < 4`],
    [
      'unlinked',
      10n,
      ...[
        [10, -1],
        [11, 10],
        [-1, 11],
      ].map(([from, to]) => `UPDATE "AuditEntry" SET seq = ${to} WHERE seq = ${from}`),
    ],
    ['altered', 23n, `UPDATE "AuditEntry" SET algorithm = 'sha256', hash = ${sha256} WHERE seq = 23`],
  ]
  for (const [reason, brokenAt, ...statements] of harms) {
    await asIntruder(...statements)
    expect(await verifyAudit(app)).toEqual({ intact: false, brokenAt, reason })
    await restore()
    expect(await verifyAudit(app)).toMatchObject(whole)
  }
})

test('an end cut off is missed by the anchor, which neither shrinks nor follows a rewritten chain', async () => {
  expect(await anchorAudit(app, data)).toBe('kept')
  expect(await anchorAudit(app, data)).toBe('unchanged')
  const noted = readAuditHead(data)
  if (!noted) throw new Error('the anchor was kept')
  await asIntruder(`DELETE FROM "AuditEntry" WHERE seq > ${noted.seq - 2n}`)
  expect(await anchorAudit(app, data)).toBe('contradicted')
  // Written on, past the place where it was cut.
  for (let n = 0; n < 5; n += 1) await note(100 + n)
  expect(await anchorAudit(app, data)).toBe('contradicted')
  expect(readAuditHead(data)).toEqual(noted)
  // Without the anchor the shorter chain looks whole; with it the place is named.
  expect(await verifyAudit(app)).toMatchObject({ intact: true })
  expect(await verifyAudit(app, noted)).toEqual({ intact: false, brokenAt: noted.seq, reason: 'altered' })
})

test('the audit administrator is told of it, once, and nobody else', async () => {
  const person = async (username: string, role: 'auditAdmin' | 'systemAdmin') => {
    const grants = [inArea(role, PROVINCE, 'aggregate')]
    const made = await createPerson(
      app,
      SYSTEM,
      { username, name: '演示', password: 'tests only password', grants },
      NOW,
    )
    if (!made.ok) throw new Error(made.refusal)
    return made.id
  }
  const [auditor] = [await person('auditor.one', 'auditAdmin'), await person('system.one', 'systemAdmin')]
  for (let pass = 0; pass < 2; pass += 1) expect(await watchAudit(app, data, NOW)).toBe('contradicted')
  const told = await app.notice.findMany()
  expect(told.map(({ userId, link, level }) => [userId, link, level])).toEqual([[auditor, '/audit', 'I']])
})

test('with the note lost too, the histories tell of an end that was cut off, also when it was written on', async () => {
  const words = { title: { zh: '真', en: 'Real' }, advice: { zh: '', en: '' }, level: 'II' as const, demo: false }
  const about = { ruleId: 'r', ruleVersion: '1', indicator: 'a.b', period: '2026-11', areaCode: COUNTY, detail: {} }
  const { id } = await raiseAlert(app, { dedupeKey: randomUUID(), ...words, ...about }, NOW)
  const at = new Date(NOW.getTime() + 60_000)
  await actOnAlert(app, supervisor, territory, { alertId: id, act: { kind: 'acknowledge' }, note: '核对过' }, at)
  expect(await verifyAudit(app)).toMatchObject({ intact: true })
  const { seq } = await app.auditEntry.findFirstOrThrow({
    where: { subject: `alert:${id}`, action: 'alert.acknowledge' },
  })
  await asIntruder(`DELETE FROM "AuditEntry" WHERE seq >= ${seq}`)
  const found = { intact: false, brokenAt: seq, reason: 'unrecorded' }
  expect(await verifyAudit(app)).toEqual(found)
  await appendAudit(app, {
    ...{ actor: 'tester', action: 'note.write', subject: 'note:300', detail: {} },
    at: new Date(at.getTime() + 60_000),
  })
  expect(await verifyAudit(app)).toEqual(found)
})
