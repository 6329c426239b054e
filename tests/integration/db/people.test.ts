import { listAudit } from '@cockpit/db/audit/list-audit'
import { changeGrants } from '@cockpit/db/people/change-grants'
import { createPerson, type NewPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { ensureDemoPeople } from '@cockpit/db/people/demo-people'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { verifyPassword } from '@cockpit/db/people/password'
import { authenticateSender, createSender, revokeSender } from '@cockpit/db/senders/senders'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actor, COUNTY, HOSPITAL, inArea, PROVINCE, seedPlaces, supervisor } from './places'
import { onServer, type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const systemAdmin = actor('sys', inArea('systemAdmin', PROVINCE))
const securityAdmin = actor('sec', inArea('securityAdmin', PROVINCE))
const auditAdmin = actor('aud', inArea('auditAdmin', PROVINCE))
const refused = (refusal: string) => ({ ok: false, refusal })

const person = (change: Partial<NewPerson> = {}): NewPerson => ({
  username: 'Zhang.San',
  name: '演示·张三',
  password: 'correct horse',
  grants: [],
  ...change,
})

describe('people', () => {
  test('a new person is what better-auth expects: user, credential account, argon2id', async () => {
    const grants = [inArea('supervisor', COUNTY, 'case')]
    const made = await createPerson(scratch.db, SYSTEM, person({ grants }), NOW)
    if (!made.ok) throw new Error(made.refusal)
    const stored = await scratch.db.user.findUniqueOrThrow({ where: { id: made.id }, include: { accounts: true } })
    expect(stored).toMatchObject({ username: 'zhang.san', displayUsername: 'Zhang.San', demo: false })
    expect(stored.accounts).toMatchObject([{ providerId: 'credential', accountId: made.id, userId: made.id }])
    const password = stored.accounts[0]?.password ?? ''
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(password, 'correct horse')).toBe(true)
    expect(await verifyPassword(password, 'correct horsf')).toBe(false)
    expect(await grantsOf(scratch.db, made.id)).toEqual(grants)
    expect(await createPerson(scratch.db, SYSTEM, person({ username: 'zhang.SAN' }), NOW)).toEqual(refused('taken'))
  })

  test('people and grants are given by different administrators', async () => {
    const grants = [inArea('planner', COUNTY)]
    const make = (by: typeof systemAdmin, change: Partial<NewPerson>) =>
      createPerson(scratch.db, by, person(change), NOW)
    expect(await make(systemAdmin, { username: 'one', grants })).toEqual(refused('not-permitted'))
    expect(await make(securityAdmin, { username: 'one' })).toEqual(refused('not-permitted'))
    expect(await make(supervisor, { username: 'one' })).toEqual(refused('not-permitted'))
    const made = await make(systemAdmin, { username: 'one' })
    if (!made.ok) throw new Error(made.refusal)
    const change = { personId: made.id, grants }
    expect(await changeGrants(scratch.db, systemAdmin, change, NOW)).toEqual(refused('not-permitted'))
    expect(await changeGrants(scratch.db, securityAdmin, change, NOW)).toEqual({ ok: true, added: 1, revoked: 0 })
    expect(await changeGrants(scratch.db, securityAdmin, change, NOW)).toEqual({ ok: true, added: 0, revoked: 0 })
    const other = { personId: made.id, grants: [inArea('leader', COUNTY)] }
    expect(await changeGrants(scratch.db, securityAdmin, other, NOW)).toEqual({ ok: true, added: 1, revoked: 1 })
    expect(await grantsOf(scratch.db, made.id)).toEqual(other.grants)
  })

  test.each([
    ['bad-username', { username: 'ab' }],
    ['bad-username', { username: 'with space' }],
    ['bad-password', { username: 'ok1', password: '1234567' }],
    ['bad-password', { username: 'ok1', password: 'x'.repeat(129) }],
    ['name-missing', { username: 'ok1', name: ' ' }],
  ])('%s: %o', async (refusal, change) => {
    expect(await createPerson(scratch.db, SYSTEM, person(change), NOW)).toEqual(refused(refusal))
  })

  test('an unreadable grant gives nothing and is reported; the others still count; a disabled person has none', async () => {
    const good = inArea('supervisor', COUNTY)
    const made = await createPerson(scratch.db, SYSTEM, person({ username: 'two', grants: [good] }), NOW)
    if (!made.ok) throw new Error(made.refusal)
    await onServer(
      scratch.url,
      `INSERT INTO "Grant" (id, "userId", role, territory, sensitivity, "createdBy") VALUES
        ('bad', $1, 'emperor', '{"kind":"area","code":"990000"}', 'case', 'x'),
        ('bad2', $1, 'supervisor', '{"kind":"area","code":"99"}', 'case', 'x')`,
      [made.id],
    )
    const problems: string[] = []
    expect(await grantsOf(scratch.db, made.id, (problem) => problems.push(problem))).toEqual([good])
    expect(problems).toHaveLength(2)
    await scratch.db.user.update({ where: { id: made.id }, data: { disabledAt: NOW } })
    expect(await grantsOf(scratch.db, made.id, () => undefined)).toEqual([])
  })

  test('the demo people are made once, and set right when the password or the places changed', async () => {
    const places = { province: PROVINCE, county: COUNTY, facility: HOSPITAL }
    const first = await ensureDemoPeople(scratch.db, places, 'demo-password', NOW)
    expect(first.map((demo) => demo.username)).toEqual([
      ...['leader', 'supervisor', 'county', 'commander', 'planner', 'hospital', 'reviewer'],
      ...['sysadmin', 'secadmin', 'auditor'],
    ])
    const look = async () => ({
      users: await scratch.db.user.findMany({ where: { demo: true }, orderBy: { username: 'asc' } }),
      grants: await scratch.db.grant.count(),
      audit: await scratch.db.auditEntry.count(),
    })
    const before = await look()
    expect(before.users.every((user) => user.name.startsWith('演示·'))).toBe(true)
    await ensureDemoPeople(scratch.db, places, 'demo-password', NOW)
    expect(await look()).toEqual(before)
    await ensureDemoPeople(scratch.db, { ...places, county: PROVINCE }, 'another-password', NOW)
    const county = await scratch.db.user.findUniqueOrThrow({
      where: { username: 'county' },
      include: { accounts: true },
    })
    expect(await grantsOf(scratch.db, county.id)).toEqual([inArea('supervisor', PROVINCE, 'case')])
    expect(await verifyPassword(county.accounts[0]?.password ?? '', 'another-password')).toBe(true)
  })

  test('the audit is for its administrator alone, newest first, page by page', async () => {
    for (const someone of [systemAdmin, securityAdmin, supervisor])
      expect(await listAudit(scratch.db, someone)).toEqual(refused('not-permitted'))
    const first = await listAudit(scratch.db, auditAdmin, { limit: 2 })
    if (!first.ok || first.next === null) throw new Error('there should be more than one page')
    const second = await listAudit(scratch.db, auditAdmin, { limit: 2, before: first.next })
    if (!second.ok) throw new Error(second.refusal)
    const numbers = [...first.rows, ...second.rows].map((row) => Number(row.seq))
    expect(numbers).toEqual([0, 1, 2, 3].map((n) => (numbers[0] ?? 0) - n))
  })
})

describe('senders', () => {
  test('the token opens until it is revoked, and is not kept', async () => {
    const grant = inArea('sender', COUNTY)
    expect(await createSender(scratch.db, supervisor, { name: '前置机', grant }, NOW)).toEqual(refused('not-permitted'))
    expect(await createSender(scratch.db, systemAdmin, { name: 'x', grant: inArea('leader', COUNTY) }, NOW)).toEqual(
      refused('wrong-role'),
    )
    const made = await createSender(scratch.db, systemAdmin, { name: '前置机', grant }, NOW)
    if (!made.ok) throw new Error(made.refusal)
    expect(await authenticateSender(scratch.db, made.token)).toEqual({ id: made.id, name: '前置机', grant, tables: [] })
    expect(await authenticateSender(scratch.db, `${made.token}x`)).toBeNull()
    const everything = await onServer(
      scratch.url,
      `SELECT (SELECT json_agg(s) FROM "SenderToken" s)::text || (SELECT json_agg(a) FROM "AuditEntry" a)::text AS text`,
    )
    expect(everything.rows[0].text).not.toContain(made.token)
    expect(await revokeSender(scratch.db, systemAdmin, made.id, NOW)).toEqual({ ok: true })
    expect(await authenticateSender(scratch.db, made.token)).toBeNull()
    expect(await revokeSender(scratch.db, systemAdmin, made.id, NOW)).toEqual(refused('not-found'))
  })
})
