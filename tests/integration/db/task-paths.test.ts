import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { readAlert } from '@cockpit/db/alerts/read-alert'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import type { DispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { readEvidence } from '@cockpit/db/tasks/read-evidence'
import { readTask } from '@cockpit/db/tasks/read-task'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actor,
  atFacilities,
  COUNTY,
  countySupervisor,
  FAR_HOSPITAL,
  HOSPITAL,
  hospital,
  inArea,
  nextCountySupervisor,
  nextHospital,
  PROVINCE,
  photo,
  planner,
  reviewer,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { NOW, product, refused, taskActs } from './task-acts'
import { onServer, type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const { raise, dispatch, dispatched, move, recovered } = taskActs(() => scratch.db)

describe('from alert to closure', () => {
  test('an alert is dispatched, signed, fed back, returned, fed back, closed, and closes with its task', async () => {
    const alert = await raise()
    const taskId = await dispatched({ alertId: alert.id })
    expect(await move(hospital, taskId, 'sign', 0)).toMatchObject({ ok: true, state: 'signed', revision: 1 })
    expect(await move(supervisor, taskId, 'urge', 1)).toMatchObject({ ok: true, state: 'signed', revision: 2 })
    expect(await move(hospital, taskId, 'feedBack', 2, { evidence: [photo()] })).toMatchObject({ state: 'fedBack' })
    expect(await move(reviewer, taskId, 'return', 3)).toMatchObject({ state: 'signed', revision: 4 })
    expect(await move(hospital, taskId, 'feedBack', 4)).toMatchObject({ state: 'fedBack', revision: 5 })
    expect(await move(reviewer, taskId, 'close', 5)).toMatchObject({ state: 'verifying', revision: 6 })
    expect(await scratch.db.alert.findUniqueOrThrow({ where: { id: alert.id } })).toMatchObject({ state: 'dispatched' })
    expect(await move(product, taskId, 'confirm', 6)).toEqual(refused('not-recovered'))
    await recovered(taskId)
    expect(await move(product, taskId, 'confirm', 6)).toMatchObject({ state: 'closed', revision: 7 })

    const reading = await readTask(scratch.db, reviewer, territory, taskId)
    if (!reading.ok) throw new Error(reading.refusal)
    expect(reading.events.map((event) => [event.command, event.before, event.after])).toEqual([
      ['dispatch', null, 'dispatched'],
      ['sign', 'dispatched', 'signed'],
      ['urge', 'signed', 'signed'],
      ['feedBack', 'signed', 'fedBack'],
      ['return', 'fedBack', 'signed'],
      ['feedBack', 'signed', 'fedBack'],
      ['close', 'fedBack', 'verifying'],
      ['confirm', 'verifying', 'closed'],
    ])
    expect(reading.task).toMatchObject({
      envelope: { state: 'shown', value: 0.41 },
      signBy: new Date('2026-11-21T08:30:00Z'),
      feedbackBy: new Date('2026-11-21T10:00:00Z'),
      closeBy: new Date('2026-11-24T08:00:00Z'),
      closedAt: NOW,
      evidenceCount: 1,
      demo: true,
    })
    const closed = await readAlert(scratch.db, supervisor, territory, alert.id)
    if (!closed.ok) throw new Error(closed.refusal)
    expect(closed.alert.state).toBe('closed')
    expect(closed.events.map((event) => event.command)).toEqual(['raise', 'dispatch', 'close'])

    const subjects = { in: [`task:${taskId}`, `alert:${alert.id}`] }
    const audit = await scratch.db.auditEntry.findMany({ where: { subject: subjects }, orderBy: { seq: 'asc' } })
    expect(audit.map((entry) => entry.action)).toEqual([
      ...['alert.raise', 'task.dispatch', 'alert.dispatch', 'task.sign', 'task.urge', 'task.feedBack'],
      ...['task.return', 'task.feedBack', 'task.close', 'alert.close', 'task.confirm'],
    ])
    const told = await scratch.db.outbox.count({ where: { key: { startsWith: `task:${taskId}:` } } })
    expect(told).toBe(8)
    expect(await verifyAudit(scratch.db)).toMatchObject({ intact: true })
  })

  test('an alert with two tasks closes with the last of them', async () => {
    const alert = await raise()
    const first = await dispatched({ alertId: alert.id })
    const second = await dispatched({ alertId: alert.id })
    for (const taskId of [first, second]) {
      await move(hospital, taskId, 'sign', 0)
      await move(hospital, taskId, 'feedBack', 1, { evidence: [photo()] })
    }
    for (const taskId of [first, second]) await recovered(taskId)
    await move(reviewer, first, 'close', 2)
    const state = async () => (await scratch.db.alert.findUniqueOrThrow({ where: { id: alert.id } })).state
    expect(await state()).toBe('dispatched')
    await move(reviewer, second, 'close', 2)
    expect(await state()).toBe('closed')
  })

  test('an alert whose tasks were all aborted is open again', async () => {
    const alert = await raise()
    const taskId = await dispatched({ alertId: alert.id })
    expect(await move(supervisor, taskId, 'abort', 0)).toMatchObject({ ok: true, state: 'aborted' })
    expect(await scratch.db.alert.findUniqueOrThrow({ where: { id: alert.id } })).toMatchObject({ state: 'open' })
    expect(await dispatch(supervisor, { alertId: alert.id })).toMatchObject({ ok: true })
  })
})

describe('refusals leave nothing behind', () => {
  const footprint = async () => ({
    tasks: await scratch.db.task.count(),
    events: await scratch.db.taskEvent.count(),
    evidence: await scratch.db.evidence.count(),
    outbox: await scratch.db.outbox.count(),
    audit: await scratch.db.auditEntry.count(),
  })

  test.each<[string, Actor, Partial<DispatchTask>, string]>([
    ['a planner dispatches nothing', planner, {}, 'not-permitted'],
    ['a county supervisor does not reach the next county', nextCountySupervisor, {}, 'not-permitted'],
    [
      'aggregate sensitivity does not reach a facility',
      actor('a', inArea('supervisor', PROVINCE, 'aggregate')),
      {},
      'not-permitted',
    ],
    ['an institution dispatches nothing', hospital, {}, 'not-permitted'],
    [
      'an unknown institution',
      supervisor,
      { target: { kind: 'facility', id: `${HOSPITAL}X` as typeof HOSPITAL } },
      'unknown-target',
    ],
    ['an unknown alert', supervisor, { alertId: 'none' }, 'alert-not-found'],
    ['blank words', supervisor, { instruction: '  ' }, 'text-missing'],
  ])('dispatch: %s', async (_, by, change, refusal) => {
    const before = await footprint()
    expect(await dispatch(by, change)).toEqual(refused(refusal))
    expect(await footprint()).toEqual(before)
  })

  test('moves: each has its permission, its state, its words, its evidence and its second person', async () => {
    const taskId = await dispatched()
    const check = async (by: Actor, command: TaskCommand, revision: number, refusal: string, change = {}) => {
      const before = await footprint()
      expect(await move(by, taskId, command, revision, change)).toEqual(refused(refusal))
      expect(await footprint()).toEqual(before)
    }
    await check(nextHospital, 'sign', 0, 'not-permitted')
    await check(supervisor, 'sign', 0, 'not-permitted')
    await check(hospital, 'close', 0, 'not-permitted')
    await check(hospital, 'abort', 0, 'not-permitted')
    await check(hospital, 'feedBack', 0, 'wrong-state', { evidence: [photo()] })
    await check(hospital, 'sign', 1, 'stale')
    await check(hospital, 'sign', 0, 'evidence-not-here', { evidence: [photo()] })
    await move(hospital, taskId, 'sign', 0)
    await check(hospital, 'feedBack', 1, 'evidence-missing')
    await check(hospital, 'feedBack', 1, 'note-missing', { evidence: [photo()], note: ' ' })
    await check(hospital, 'feedBack', 1, 'evidence-type', {
      evidence: [{ ...photo(), mediaType: 'image/jpeg' }],
    })
    await move(hospital, taskId, 'feedBack', 1, { evidence: [photo()] })
    await check(supervisor, 'close', 2, 'reviewer-is-handler')
    await check(nextCountySupervisor, 'close', 2, 'not-permitted')
    await check(reviewer, 'sign', 2, 'not-permitted')
    expect(await move(countySupervisor, taskId, 'close', 2)).toMatchObject({ ok: true })
    await check(reviewer, 'abort', 3, 'wrong-state')
    expect(await move(hospital, 'none', 'sign', 0)).toEqual(refused('not-found'))
  })

  test('whoever fed back once may not close, even if another fed back after', async () => {
    const both = actor('both', atFacilities('institution', HOSPITAL), inArea('supervisor', COUNTY))
    const taskId = await dispatched()
    await move(both, taskId, 'sign', 0)
    await move(both, taskId, 'feedBack', 1, { evidence: [photo()] })
    await move(reviewer, taskId, 'return', 2)
    await move(hospital, taskId, 'feedBack', 3)
    expect(await move(both, taskId, 'close', 4)).toEqual(refused('reviewer-is-handler'))
    expect(await move(reviewer, taskId, 'close', 4)).toMatchObject({ ok: true })
  })
})

describe('the same act twice, and two acts at once', () => {
  test('the same dispatch sent twice at once is one task', async () => {
    const idempotencyKey = randomUUID()
    const results = await Promise.all([1, 2, 3].map(() => dispatch(supervisor, { idempotencyKey })))
    expect(new Set(results.map((result) => (result.ok ? result.taskId : result.refusal))).size).toBe(1)
    expect(results.filter((result) => result.ok && !result.repeated)).toHaveLength(1)
  })

  test('the same move sent twice at once is one move, and both hear the same answer', async () => {
    const taskId = await dispatched()
    const idempotencyKey = randomUUID()
    const results = await Promise.all([1, 2].map(() => move(hospital, taskId, 'sign', 0, { idempotencyKey })))
    expect(results.map((result) => result.ok && result.state)).toEqual(['signed', 'signed'])
    expect(results.filter((result) => result.ok && result.repeated)).toHaveLength(1)
    expect(await scratch.db.taskEvent.count({ where: { taskId, command: 'sign' } })).toBe(1)
  })

  test('a key used for something else is refused rather than taken for a repetition', async () => {
    const taskId = await dispatched()
    const idempotencyKey = randomUUID()
    await move(hospital, taskId, 'sign', 0, { idempotencyKey })
    expect(await move(supervisor, taskId, 'urge', 1, { idempotencyKey })).toEqual(refused('key-reused'))
    expect(await dispatch(supervisor, { idempotencyKey })).toEqual(refused('key-reused'))
  })

  test('two people sign at once: one does, the other is told that it moved', async () => {
    const taskId = await dispatched()
    const colleague = actor('colleague', atFacilities('institution', HOSPITAL))
    const results = await Promise.all([move(hospital, taskId, 'sign', 0), move(colleague, taskId, 'sign', 0)])
    expect(results.map((result) => (result.ok ? 'signed' : result.refusal)).sort()).toEqual(['signed', 'stale'])
  })

  test('two last tasks closed at once close the alert once', async () => {
    const alert = await raise()
    const tasks = [await dispatched({ alertId: alert.id }), await dispatched({ alertId: alert.id })]
    for (const taskId of tasks) {
      await move(hospital, taskId, 'sign', 0)
      await move(hospital, taskId, 'feedBack', 1, { evidence: [photo()] })
      await recovered(taskId)
    }
    const results = await Promise.all(tasks.map((taskId) => move(reviewer, taskId, 'close', 2)))
    expect(results.every((result) => result.ok)).toBe(true)
    const events = await scratch.db.alertEvent.findMany({ where: { alertId: alert.id, command: 'close' } })
    expect(events).toHaveLength(1)
  })

  test('a process killed in the middle of a move leaves nothing', async () => {
    const taskId = await dispatched()
    const before = await scratch.db.auditEntry.count()
    // The server ends every connection that holds the task's lock, as it does when their process dies.
    const big = { ...photo(), content: Uint8Array.from([...photo().content, ...new Uint8Array(5_000_000)]) }
    await move(hospital, taskId, 'sign', 0)
    const killed = await Promise.race([
      move(hospital, taskId, 'feedBack', 1, { evidence: [big, big, big] }).then(
        () => 'finished',
        () => 'killed',
      ),
      endConnectionAmidMove(scratch.adminUrl),
    ])
    expect(killed).toBe('killed')
    expect(await scratch.db.task.findUniqueOrThrow({ where: { id: taskId } })).toMatchObject({
      state: 'signed',
      revision: 1,
    })
    expect(await scratch.db.evidence.count({ where: { taskId } })).toBe(0)
    expect(await scratch.db.auditEntry.count()).toBe(before + 1)
    expect(await move(hospital, taskId, 'feedBack', 1, { evidence: [big] })).toMatchObject({ ok: true })
  })
})

/** Ends the connection of the first transaction that has written evidence, and never resolves; rejects when none comes. */
async function endConnectionAmidMove(adminUrl: string): Promise<never> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  let caught = false
  for (let look = 0; look < 5_000 && !caught; look++) {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
       WHERE a.datname = current_database() AND l.relation = '"Evidence"'::regclass AND l.mode = 'RowExclusiveLock'`,
    )
    caught = rowCount !== null && rowCount > 0
  }
  await client.end()
  if (!caught) throw new Error('no transaction was caught in the middle')
  return new Promise(() => undefined)
}

describe('reading', () => {
  test('evidence comes back byte for byte, to those who may read its task', async () => {
    const taskId = await dispatched()
    await move(hospital, taskId, 'sign', 0)
    await move(hospital, taskId, 'feedBack', 1, { evidence: [photo(42)] })
    const reading = await readTask(scratch.db, hospital, territory, taskId)
    if (!reading.ok) throw new Error(reading.refusal)
    const [file] = reading.evidence
    if (!file) throw new Error('the evidence is missing')
    const content = await readEvidence(scratch.db, hospital, territory, file.id)
    expect(content).toMatchObject({ ok: true, mediaType: 'image/png', fileName: 'photo.png' })
    expect(content.ok && [...content.content]).toEqual([...photo(42).content])
    for (const stranger of [
      nextHospital,
      nextCountySupervisor,
      planner,
      actor('x', atFacilities('institution', FAR_HOSPITAL)),
    ]) {
      expect(await readEvidence(scratch.db, stranger, territory, file.id)).toEqual(refused('not-permitted'))
      expect(await readTask(scratch.db, stranger, territory, taskId)).toEqual(refused('not-permitted'))
    }
  })

  test('evidence that was changed behind the back of the product is not handed out as proof', async () => {
    const taskId = await dispatched()
    await move(hospital, taskId, 'sign', 0)
    await move(hospital, taskId, 'feedBack', 1, { evidence: [photo(7)] })
    const { id } = await scratch.db.evidence.findFirstOrThrow({ where: { taskId }, select: { id: true } })
    await onServer(
      scratch.adminUrl,
      `SET session_replication_role = replica; ALTER TABLE "Evidence" DROP CONSTRAINT "Evidence_sha256";
       UPDATE "Evidence" SET content = set_byte(content, 8, 8) WHERE id = '${id}'`,
    )
    expect(await readEvidence(scratch.db, hospital, territory, id)).toEqual(refused('damaged'))
    expect(await readEvidence(scratch.db, nextHospital, territory, id)).toEqual(refused('not-permitted'))
  })
})
