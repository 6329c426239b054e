import { randomUUID } from 'node:crypto'
import { openReminders, type Reminder, remindInstitution } from '@cockpit/db/reminders/remind-institution'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countySupervisor,
  FAR_HOSPITAL,
  HOSPITAL,
  hospital,
  nextCountySupervisor,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const reminder = (more: Partial<Reminder> = {}): Reminder => ({
  facility: HOSPITAL,
  table: 'bed_day',
  period: '2026-10-30',
  title: '催报：床日',
  instruction: '自 2026-10-30 起未报',
  level: 'IV',
  envelope: { indicator: 'reporting.coverage', state: 'shown', value: 0.4, definitionVersion: '2026.2' },
  ...more,
})
const remind = (who: typeof supervisor, what: Reminder) => remindInstitution(scratch.db, who, territory, what, NOW)

test('the same institution, table and period is one task, whoever asks, and says so', async () => {
  const first = await remind(supervisor, reminder())
  const again = await remind(supervisor, reminder({ instruction: '再次催报' }))
  const other = await remind(countySupervisor, reminder())
  if (!first.ok) throw new Error(first.refusal)
  expect(first.repeated).toBe(false)
  expect([again, other]).toEqual([
    { ok: true, taskId: first.taskId, repeated: true, state: 'dispatched' },
    { ok: true, taskId: first.taskId, repeated: true, state: 'dispatched' },
  ])
  expect(await scratch.db.task.count()).toBe(1)
  const task = await scratch.db.task.findUniqueOrThrow({ where: { id: first.taskId } })
  expect(task).toMatchObject({
    facilityId: HOSPITAL,
    alertId: null,
    instruction: '自 2026-10-30 起未报',
    envelope: { value: 0.4 },
    // Fifteen working days from a Saturday afternoon, to the end of the last.
    closeBy: new Date('2026-12-11T09:30:00Z'),
  })
})

test('two at once are one task', async () => {
  const what = reminder({ period: '2026-09' })
  const both = await Promise.all([remind(supervisor, what), remind(countySupervisor, what)])
  const ids = both.map((one) => (one.ok ? one.taskId : one.refusal))
  expect(new Set(ids).size).toBe(1)
  expect(both.map((one) => one.ok && one.repeated).sort()).toEqual([false, true])
})

test('another table, another period and another institution are other tasks', async () => {
  const before = await scratch.db.task.count()
  await remind(supervisor, reminder({ table: 'visit_day' }))
  await remind(supervisor, reminder({ period: '2026-10-31' }))
  await remind(supervisor, reminder({ facility: FAR_HOSPITAL }))
  expect(await scratch.db.task.count()).toBe(before + 3)
})

test('a reminder that was aborted may be sent anew', async () => {
  const what = reminder({ period: '2026-08' })
  const first = await remind(supervisor, what)
  if (!first.ok) throw new Error(first.refusal)
  const aborted = await moveTask(
    scratch.db,
    supervisor,
    territory,
    { taskId: first.taskId, command: 'abort', note: '误发', expectedRevision: 0, idempotencyKey: randomUUID() },
    NOW,
  )
  expect(aborted).toMatchObject({ ok: true, state: 'aborted' })
  const second = await remind(supervisor, what)
  expect(second).toMatchObject({ ok: true, repeated: false })
  expect(second.ok && second.taskId).not.toBe(first.taskId)
})

test('who may not dispatch to the institution learns nothing, not even that it was reminded', async () => {
  for (const who of [nextCountySupervisor, hospital])
    expect(await remind(who, reminder())).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await remind(supervisor, reminder({ facility: 'NOBODY' as typeof HOSPITAL }))).toEqual({
    ok: false,
    refusal: 'unknown-target',
  })
})

test('the open reminders are found again by institution, table and period', async () => {
  const wanted = [reminder(), reminder({ period: '2020-01' })]
  const found = await openReminders(scratch.db, wanted)
  expect([...found.keys()]).toEqual([`${HOSPITAL} bed_day 2026-10-30`])
})

test('an institution cannot silence a reminder by using its key for a move of its own', async () => {
  const other = await remind(supervisor, reminder({ table: 'visit_day' }))
  if (!other.ok) throw new Error(other.refusal)
  const idempotencyKey = `remind:${HOSPITAL}:bed_day:2026-07:1`
  const move = { taskId: other.taskId, command: 'sign', note: '', expectedRevision: 0, idempotencyKey } as const
  expect(await moveTask(scratch.db, hospital, territory, move, NOW)).toMatchObject({ ok: true })
  const reminded = await remind(supervisor, reminder({ period: '2026-07' }))
  expect(reminded).toMatchObject({ ok: true, repeated: false, state: 'dispatched' })
  expect(await remind(countySupervisor, reminder({ period: '2026-07' }))).toMatchObject({
    repeated: true,
    taskId: reminded.ok ? reminded.taskId : '',
  })
})
