import { grantsOf } from '@cockpit/db/people/grants-of'
import { verifyPassword } from '@cockpit/db/people/password'
import { personVerb } from '@cockpit/jobs/cli/person-verb'
import { expect, test } from 'vitest'
import { COUNTY, HOSPITAL, inArea, PROVINCE } from './places'
import { verbOnDatabase } from './verbs'

const { db, command, call: person } = verbOnDatabase(personVerb)

const account = async (username: string) => {
  const user = await db().user.findUniqueOrThrow({ where: { username }, include: { accounts: true } })
  return { id: user.id, hash: user.accounts[0]?.password ?? '', disabledAt: user.disabledAt }
}

test('an installation gets its first people: made, granted, listed, given a password, shut and opened', async () => {
  const place = ['--area', PROVINCE] as const
  const made = await person('add', 'Wang.xt', '--name', '演示·王', '--role', 'systemAdmin', ...place)
  if (!('out' in made)) throw new Error(made.misuse)
  const { password } = JSON.parse(made.out) as { password: string }
  expect(password).toMatch(/^[A-Z0-9]{8}-[A-Z0-9]{8}$/)
  const wang = await account('wang.xt')
  expect(await verifyPassword(wang.hash, password)).toBe(true)
  expect(await grantsOf(db(), wang.id)).toEqual([inArea('systemAdmin', PROVINCE, 'aggregate')])

  expect(await person('grant', 'wang.xt', '--role', 'leader', ...place, '--sensitivity', 'facility')).toEqual({
    out: `wang.xt: systemAdmin ${PROVINCE} (aggregate); leader ${PROVINCE} (facility)`,
  })
  expect(await person('grant', 'wang.xt', '--role', 'institution', '--facility', HOSPITAL)).toMatchObject({
    out: expect.stringContaining(`institution ${HOSPITAL} (aggregate)`),
  })
  expect(await person('revoke', 'wang.xt', '--role', 'leader')).toMatchObject({
    out: expect.not.stringContaining('leader'),
  })
  const listed = await person('list')
  expect(listed).toMatchObject({ out: expect.stringContaining(`institution ${HOSPITAL}`) })
  expect(listed).toMatchObject({ out: expect.not.stringContaining(password) })

  const again = await person('password', 'WANG.XT')
  if (!('out' in again)) throw new Error(again.misuse)
  expect(await verifyPassword((await account('wang.xt')).hash, password)).toBe(false)
  expect(await verifyPassword((await account('wang.xt')).hash, JSON.parse(again.out).password)).toBe(true)

  expect(await person('disable', 'wang.xt')).toEqual({ out: 'wang.xt is shut' })
  expect((await account('wang.xt')).disabledAt).not.toBeNull()
  // What is given while it is shut is held beside what was held before.
  expect(await person('grant', 'wang.xt', '--role', 'planner', ...place)).toMatchObject({
    out: expect.stringMatching(/systemAdmin .*institution .*planner/),
  })
  expect(await person('enable', 'wang.xt')).toEqual({ out: 'wang.xt is open' })
  expect((await account('wang.xt')).disabledAt).toBeNull()
  expect((await grantsOf(db(), wang.id)).map(({ role }) => role)).toEqual(['systemAdmin', 'institution', 'planner'])
})

test('what cannot be is said, and makes nobody', async () => {
  expect(await person('add', 'sec', '--name', '演示·安', '--role', 'securityAdmin', '--area', PROVINCE)).toMatchObject({
    out: expect.any(String),
  })
  for (const [args, says] of [
    [['add', 'x1y', '--name', 'x', '--role', 'sender', '--area', COUNTY], 'there are leader, supervisor'],
    [['add', 'x1y', '--name', 'x', '--role', 'leader'], '--facility <id...> or --area <code>'],
    [['add', 'x1y', '--name', 'x', '--role', 'leader', '--area', '999999'], 'not registered here: 999999'],
    [['add', 'x y', '--name', 'x'], '3 to 30 letters'],
    [['add', 'sec', '--name', 'x'], 'already'],
    [['grant', 'sec', '--role', 'auditAdmin', '--area', PROVINCE], 'three people'],
    [['grant', 'nobody', '--role', 'leader', '--area', PROVINCE], 'nobody signs in as "nobody"'],
    [['revoke', 'sec', '--role', 'planner'], 'no such grant'],
    [['password', 'nobody'], 'nobody signs in'],
  ] as const)
    expect(await person(...args), args.join(' ')).toEqual({ misuse: expect.stringContaining(says) })
  expect(await db().user.count({ where: { username: { in: ['x1y', 'x y'] } } })).toBe(0)
})

test('a password comes over the standard input and is not printed', async () => {
  const run = command(['person', 'add', 'li.jd', '--name', '演示·李', '--password-stdin'], 'a long enough one\n')
  expect(run).toMatchObject({ code: 0, err: expect.stringContaining('sees nothing until it has a grant') })
  expect(run.out + run.err).not.toContain('long enough')
  expect(await verifyPassword((await account('li.jd')).hash, 'a long enough one')).toBe(true)
})
