import { advanceCheckpoint, readCheckpoint } from '@cockpit/db/checkpoints'
import { createDisplay, type NewDisplay, renewPairing, revokeDisplay } from '@cockpit/db/displays/create-display'
import { listDisplays } from '@cockpit/db/displays/list-displays'
import { authenticateDisplay, heartbeat, pairDisplay } from '@cockpit/db/displays/pair-display'
import { listRuns } from '@cockpit/db/imports/list-runs'
import { type ImportState, recordRun } from '@cockpit/db/imports/record-run'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actor, COUNTY, countySupervisor, hospital, inArea, PROVINCE, planner, supervisor, territory } from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
})
afterAll(() => scratch.drop())

const systemAdmin = actor('sys', inArea('systemAdmin', PROVINCE))
const refused = (refusal: string) => ({ ok: false, refusal })

describe('displays', () => {
  const create = (id: string, change: Partial<NewDisplay> = {}, by = systemAdmin) =>
    createDisplay(
      scratch.db,
      by,
      { id, name: '演示·大厅', territory: { kind: 'area', code: PROVINCE }, sensitivity: 'facility', ...change },
      NOW,
    )
  const created = async (id: string) => {
    const made = await create(id)
    if (!made.ok) throw new Error(made.refusal)
    return made.code
  }
  const pair = (code: string, minutes = 1) => pairDisplay(scratch.db, { code }, later(minutes))

  test('a code pairs one device, once, within a quarter of an hour', async () => {
    const code = await created('hall')
    expect(await pair('WRONG234')).toEqual(refused('bad-code'))
    const results = await Promise.all([
      pair(code),
      pair(code.toLowerCase()),
      pair(`${code.slice(0, 4)}-${code.slice(4)}`),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const late = await created('late')
    expect(await pair(late, 15)).toEqual(refused('bad-code'))
  })

  test('the token gives the display with its read-only grant; a new pairing replaces the old device', async () => {
    const first = await pair(await created('lobby'))
    if (!first.ok) throw new Error(first.refusal)
    expect(await authenticateDisplay(scratch.db, first.token)).toMatchObject({
      id: 'lobby',
      board: 'overview',
      grant: { role: 'display', territory: { kind: 'area', code: PROVINCE }, sensitivity: 'facility' },
      paired: true,
    })
    const renewed = await renewPairing(scratch.db, systemAdmin, 'lobby', NOW)
    if (!renewed.ok) throw new Error(renewed.refusal)
    expect(await authenticateDisplay(scratch.db, first.token)).not.toBeNull()
    const second = await pair(renewed.code)
    if (!second.ok) throw new Error(second.refusal)
    expect(await authenticateDisplay(scratch.db, first.token)).toBeNull()
    expect(await heartbeat(scratch.db, 'lobby', later(5))).toBe(true)
    const list = await listDisplays(scratch.db, systemAdmin)
    expect(list.ok && list.rows.find((row) => row.id === 'lobby')).toMatchObject({ lastSeenAt: later(5), paired: true })
    expect(await revokeDisplay(scratch.db, systemAdmin, 'lobby', NOW)).toEqual({ ok: true })
    expect(await authenticateDisplay(scratch.db, second.token)).toBeNull()
    expect(await heartbeat(scratch.db, 'lobby', NOW)).toBe(false)
    expect(await renewPairing(scratch.db, systemAdmin, 'lobby', NOW)).toEqual(refused('not-found'))
  })

  test('no cases on a wall, no odd addresses, no strangers, no two of one name', async () => {
    expect(await create('cases', { sensitivity: 'case' })).toEqual(refused('too-sensitive'))
    expect(await create('Bad Id')).toEqual(refused('bad-id'))
    expect(await create('mine', {}, supervisor)).toEqual(refused('not-permitted'))
    await created('twice')
    expect(await create('twice')).toEqual(refused('taken'))
    expect(await listDisplays(scratch.db, supervisor)).toEqual(refused('not-permitted'))
  })
})

describe('imports', () => {
  test('each new state is told once, the end is audited, and only the province and the sender see the run', async () => {
    const states: ImportState[] = [
      'received',
      'staging',
      'staging',
      'validating',
      'publishing',
      'published',
      'published',
    ]
    for (const [n, state] of states.entries())
      await recordRun(
        scratch.db,
        { id: 'run', table: 'discharges', fileName: 'a.csv', sender: hospital.id, state, rowsRead: n * 100 },
        later(n),
      )
    expect(await scratch.db.outbox.count({ where: { topic: 'import.changed' } })).toBe(5)
    expect(await scratch.db.auditEntry.count({ where: { subject: 'import:run' } })).toBe(1)
    await recordRun(
      scratch.db,
      { id: 'other', table: 'beds', fileName: 'b.csv', sender: 'inbox', state: 'failed', message: { reason: 'x' } },
      later(9),
    )
    const runs = async (by: typeof hospital) => {
      const list = await listRuns(scratch.db, by, territory)
      return list.ok ? list.rows.map((row) => row.id) : list.refusal
    }
    expect(await runs(supervisor)).toEqual(['other', 'run'])
    expect(await runs(systemAdmin)).toEqual(['other', 'run'])
    expect(await runs(hospital)).toEqual(['run'])
    expect(await runs(countySupervisor)).toEqual([])
    expect(await runs(planner)).toBe('not-permitted')
    expect(await runs(actor('x', inArea('leader', COUNTY)))).toBe('not-permitted')
    const [run] = await scratch.db.importRun.findMany({ where: { id: 'run' } })
    expect(run).toMatchObject({ state: 'published', startedAt: NOW, finishedAt: later(6), rowsRead: 600 })
  })
})

test('a checkpoint starts at 0 and never goes back', async () => {
  expect(await readCheckpoint(scratch.db, 'rules')).toBe(0)
  await Promise.all([3, 7, 5].map((version) => advanceCheckpoint(scratch.db, 'rules', version)))
  expect(await readCheckpoint(scratch.db, 'rules')).toBe(7)
  await advanceCheckpoint(scratch.db, 'rules', 6)
  expect(await readCheckpoint(scratch.db, 'rules')).toBe(7)
})
