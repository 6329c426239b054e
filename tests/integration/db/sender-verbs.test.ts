import { authenticateSender } from '@cockpit/db/senders/senders'
import { senderVerb } from '@cockpit/jobs/cli/sender'
import { expect, test } from 'vitest'
import { HOSPITAL } from './places'
import { verbOnDatabase } from './verbs'

const { db, command, call: sender } = verbOnDatabase(senderVerb)

const DONE = { out: expect.any(String) }
const MISUSED = { misuse: expect.any(String) }

test('a machine is registered with its tables, shown, registered for others, and revoked', async () => {
  const added = command(['sender', 'add', '演示前置机', '--facility', HOSPITAL, '--tables', 'bed_day', 'visit_day'])
  expect(added).toMatchObject({ code: 0 })
  const { id, token } = JSON.parse(added.out) as { id: string; token: string }
  expect(await authenticateSender(db(), token)).toMatchObject({ id, tables: ['bed_day', 'visit_day'] })

  const listed = await sender('list')
  expect(listed).toMatchObject({ out: expect.stringContaining('bed_day visit_day') })
  expect(listed).toMatchObject({ out: expect.not.stringContaining(token) })

  expect(await sender('tables', id, 'discharge')).toEqual(DONE)
  expect(await authenticateSender(db(), token)).toMatchObject({ tables: ['discharge'] })
  expect(await sender('tables', id, '--default')).toEqual(DONE)
  expect(await authenticateSender(db(), token)).toMatchObject({ tables: [] })

  expect(await sender('revoke', id)).toEqual(DONE)
  expect(await authenticateSender(db(), token)).toBeNull()
  expect(await sender('tables', id, 'discharge')).toEqual(MISUSED)
  const audit = await db().auditEntry.findMany({ where: { subject: `sender:${id}` }, orderBy: { seq: 'asc' } })
  expect(audit.map(({ action }) => action)).toEqual([
    'sender.create',
    'sender.tables',
    'sender.tables',
    'sender.revoke',
  ])
})

test('what is not registered here, or is no table, is told and makes no sender', async () => {
  expect(command(['sender', 'add', 'x', '--facility', 'D9999'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('D9999'),
  })
  for (const args of [
    ['--facility', HOSPITAL, '--tables', 'nothing'],
    ['--facility', HOSPITAL, '--tables', 'quality_day'],
    ['--facility', HOSPITAL, '--area', '990101'],
    [],
  ])
    expect(await sender('add', 'x', ...args)).toEqual(MISUSED)
  expect(await db().senderToken.count({ where: { name: 'x' } })).toBe(0)
})
