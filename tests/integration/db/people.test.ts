import { listAudit } from '@cockpit/db/audit/list-audit'
import { resetPassword, setDisabled } from '@cockpit/db/people/change-account'
import { changeGrants } from '@cockpit/db/people/change-grants'
import { changeOwnPassword } from '@cockpit/db/people/change-own-password'
import { createPerson, type NewPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { ensureDemoPeople } from '@cockpit/db/people/demo-people'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { listPeople } from '@cockpit/db/people/list-people'
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
    // Named twice it is held once.
    const change = { personId: made.id, grants: [...grants, ...grants] }
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

  test('nobody changes their own grants, is two administrators, or takes the last administrator away', async () => {
    const make = async (username: string, role: 'securityAdmin' | 'systemAdmin') => {
      const made = await createPerson(scratch.db, SYSTEM, person({ username, grants: [inArea(role, PROVINCE)] }), NOW)
      if (!made.ok) throw new Error(made.refusal)
      return actor(made.id, inArea(role, PROVINCE))
    }
    const first = await make('sec.first', 'securityAdmin')
    const system = await make('sys.first', 'systemAdmin')
    const grants = (by: typeof first, personId: string, ...held: Parameters<typeof actor>[1][]) =>
      changeGrants(scratch.db, by, { personId, grants: held }, NOW)
    expect(await grants(first, first.id, inArea('leader', PROVINCE))).toEqual(refused('yourself'))
    const both = [inArea('systemAdmin', PROVINCE), inArea('auditAdmin', PROVINCE)] as const
    expect(await grants(first, system.id, ...both)).toEqual(refused('separate-administrators'))
    expect(await grants(first, system.id, inArea('sender', PROVINCE))).toEqual(refused('machine-role'))
    expect(await grants(first, system.id, inArea('leader', PROVINCE))).toEqual(refused('last-administrator'))
    expect(await setDisabled(scratch.db, system, { personId: first.id, disabled: true }, NOW)).toEqual(
      refused('last-administrator'),
    )
    expect(await setDisabled(scratch.db, system, { personId: system.id, disabled: true }, NOW)).toEqual(
      refused('yourself'),
    )

    const second = await make('sec.second', 'securityAdmin')
    // Who makes accounts would else sign in as who says what they may.
    const given = { personId: second.id, password: 'known to another' }
    expect(await resetPassword(scratch.db, system, given, NOW)).toEqual(refused('administrator-password'))
    expect(await resetPassword(scratch.db, SYSTEM, given, NOW)).toEqual({ ok: true, changed: true })
    // Both take the other's role away in one moment: one of them is left.
    const won = await Promise.all([
      grants(first, second.id, inArea('planner', PROVINCE)),
      grants(second, first.id, inArea('planner', PROVINCE)),
    ])
    expect(won.filter(({ ok }) => ok)).toHaveLength(1)
    expect(won).toContainEqual(refused('last-administrator'))
  })

  test('a shut account is signed out and gives nothing; opened again it is as it was; a new password signs out as well', async () => {
    const made = await createPerson(
      scratch.db,
      SYSTEM,
      person({ username: 'three', grants: [inArea('leader', COUNTY)] }),
      NOW,
    )
    if (!made.ok) throw new Error(made.refusal)
    const { id } = made
    const signedIn = () =>
      scratch.db.session.create({
        data: { id: `s-${id}`, token: `t-${id}`, userId: id, expiresAt: new Date('2099-01-01') },
      })
    const sessions = () => scratch.db.session.count({ where: { userId: id } })
    const shut = (disabled: boolean) => setDisabled(scratch.db, systemAdmin, { personId: id, disabled }, NOW)
    await signedIn()
    expect(await setDisabled(scratch.db, securityAdmin, { personId: id, disabled: true }, NOW)).toEqual(
      refused('not-permitted'),
    )
    expect(await shut(true)).toEqual({ ok: true, changed: true })
    expect(await shut(true)).toEqual({ ok: true, changed: false })
    expect(await sessions()).toBe(0)
    expect(await grantsOf(scratch.db, id)).toEqual([])
    expect(await shut(false)).toEqual({ ok: true, changed: true })
    expect(await grantsOf(scratch.db, id)).toHaveLength(1)

    await signedIn()
    const give = (by: typeof systemAdmin, password: string, personId: string = id) =>
      resetPassword(scratch.db, by, { personId, password }, NOW)
    expect(await give(securityAdmin, 'another horse')).toEqual(refused('not-permitted'))
    expect(await give(systemAdmin, 'short')).toEqual(refused('bad-password'))
    expect(await give(systemAdmin, 'another horse', 'nobody')).toEqual(refused('not-found'))
    expect(await give(systemAdmin, 'another horse', systemAdmin.id)).toEqual(refused('yourself'))
    expect(await give(systemAdmin, 'another horse')).toEqual({ ok: true, changed: true })
    expect(await sessions()).toBe(0)
    const account = await scratch.db.account.findFirstOrThrow({ where: { userId: id } })
    expect(await verifyPassword(account.password ?? '', 'another horse')).toBe(true)
    const audit = await listAudit(scratch.db, auditAdmin, { subject: `person:${id}` })
    if (!audit.ok) throw new Error(audit.refusal)
    expect(audit.rows.map(({ action }) => action)).toEqual([
      'person.password',
      'person.enable',
      'person.disable',
      'person.create',
    ])
    expect(JSON.stringify(audit.rows.map(({ detail }) => detail))).not.toContain('horse')
  })

  test('one changes the own password knowing the old one, and is signed out everywhere else', async () => {
    const made = await createPerson(scratch.db, SYSTEM, person({ username: 'four' }), NOW)
    if (!made.ok) throw new Error(made.refusal)
    const self = actor(made.id, inArea('planner', COUNTY))
    for (const id of ['here', 'elsewhere'])
      await scratch.db.session.create({
        data: { id: `${id}-${made.id}`, token: id, userId: made.id, expiresAt: new Date('2099-01-01') },
      })
    const change = (present: string, password: string) =>
      changeOwnPassword(scratch.db, self, { present, password, session: `here-${made.id}` }, NOW)
    const sessions = async () =>
      (await scratch.db.session.findMany({ where: { userId: made.id } })).map(({ token }) => token).sort()
    expect(await change('wrong horse', 'another horse')).toEqual(refused('wrong-password'))
    expect(await change('correct horse', 'short')).toEqual(refused('bad-password'))
    expect(await change('correct horse', 'correct horse')).toEqual(refused('same-password'))
    expect(await sessions()).toEqual(['elsewhere', 'here'])
    // Both are right when they begin; the second finds that what it proved is no longer in force.
    const both = await Promise.all([change('correct horse', 'another horse'), change('correct horse', 'second horse')])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both).toContainEqual(refused('wrong-password'))
    expect(await sessions()).toEqual(['here'])
    const chosen = both[0]?.ok ? 'another horse' : 'second horse'
    const account = await scratch.db.account.findFirstOrThrow({ where: { userId: made.id } })
    expect(await verifyPassword(account.password ?? '', chosen)).toBe(true)
    const audit = await listAudit(scratch.db, auditAdmin, {
      subject: `person:${made.id}`,
      action: 'person.ownPassword',
    })
    if (!audit.ok) throw new Error(audit.refusal)
    expect(audit.rows.map(({ actor: by, detail }) => ({ by, detail }))).toEqual([{ by: made.id, detail: {} }])
    await setDisabled(scratch.db, systemAdmin, { personId: made.id, disabled: true }, NOW)
    expect(await change(chosen, 'third horse')).toEqual(refused('not-found'))
  })

  test('people are listed to the administrators of accounts and of grants, a page at a time', async () => {
    expect(await listPeople(scratch.db, supervisor)).toEqual(refused('not-permitted'))
    expect(await listPeople(scratch.db, auditAdmin)).toEqual(refused('not-permitted'))
    const all = await listPeople(scratch.db, securityAdmin, { limit: 200 })
    if (!all.ok) throw new Error(all.refusal)
    const names = all.rows.map(({ username }) => username)
    expect(names).toContain('three')
    expect(all.total).toBe(names.length)
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await listPeople(scratch.db, systemAdmin, { limit: 2, ...(after ? { after } : {}) })
      if (!page.ok) throw new Error(page.refusal)
      seen.push(...page.rows.map(({ username }) => username))
      if (!page.next) break
      after = page.next
    }
    expect(seen).toEqual(names)
    const found = await listPeople(scratch.db, systemAdmin, { search: 'THREE' })
    expect(found.ok && found.rows.map(({ username, grants }) => ({ username, grants }))).toEqual([
      { username: 'three', grants: [inArea('leader', COUNTY)] },
    ])
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
      ...['sysadmin', 'ruleadmin', 'secadmin', 'auditor'],
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
