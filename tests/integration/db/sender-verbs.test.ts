import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { authenticateSender } from '@cockpit/db/senders/senders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOSPITAL, seedPlaces } from './places'
import { type TestDatabase, withDatabase } from './test-database'

const MAIN = fileURLToPath(new URL('../../../jobs/cli/main.ts', import.meta.url))

let scratch: TestDatabase
let data = ''
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  data = await mkdtemp(join(tmpdir(), 'sender-verbs-'))
})
afterAll(async () => {
  await rm(data, { recursive: true })
  await scratch.drop()
})

function cockpit(...args: string[]) {
  const env = { ...process.env, COCKPIT_DATA: data, DATABASE_URL: scratch.url }
  const run = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], { env, encoding: 'utf8' })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

test('a machine is registered with its tables, shown, registered for others, and revoked', async () => {
  const added = cockpit('sender', 'add', '演示前置机', '--facility', HOSPITAL, '--tables', 'bed_day', 'visit_day')
  expect(added).toMatchObject({ code: 0 })
  const { id, token } = JSON.parse(added.out) as { id: string; token: string }
  expect(await authenticateSender(scratch.db, token)).toMatchObject({ id, tables: ['bed_day', 'visit_day'] })

  const listed = cockpit('sender', 'list')
  expect(listed.out).toContain('bed_day visit_day')
  expect(listed.out).not.toContain(token)

  expect(cockpit('sender', 'tables', id, 'discharge')).toMatchObject({ code: 0 })
  expect(await authenticateSender(scratch.db, token)).toMatchObject({ tables: ['discharge'] })
  expect(cockpit('sender', 'tables', id, '--default')).toMatchObject({ code: 0 })
  expect(await authenticateSender(scratch.db, token)).toMatchObject({ tables: [] })

  expect(cockpit('sender', 'revoke', id)).toMatchObject({ code: 0 })
  expect(await authenticateSender(scratch.db, token)).toBeNull()
  expect(cockpit('sender', 'tables', id, 'discharge')).toMatchObject({ code: 2 })
  const audit = await scratch.db.auditEntry.findMany({ where: { subject: `sender:${id}` }, orderBy: { seq: 'asc' } })
  expect(audit.map(({ action }) => action)).toEqual([
    'sender.create',
    'sender.tables',
    'sender.tables',
    'sender.revoke',
  ])
}, 120_000)

test('what is not registered here, or is no table, is told and makes no sender', async () => {
  expect(cockpit('sender', 'add', 'x', '--facility', 'D9999')).toMatchObject({
    code: 2,
    err: expect.stringContaining('D9999'),
  })
  for (const args of [
    ['--facility', HOSPITAL, '--tables', 'nothing'],
    ['--facility', HOSPITAL, '--tables', 'quality_day'],
    ['--facility', HOSPITAL, '--area', '990101'],
    [],
  ])
    expect(cockpit('sender', 'add', 'x', ...args)).toMatchObject({ code: 2 })
  expect(await scratch.db.senderToken.count({ where: { name: 'x' } })).toBe(0)
}, 120_000)
