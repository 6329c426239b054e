import { listNotices, markRead } from '@cockpit/db/notices/inbox'
import { notify } from '@cockpit/db/notices/notify'
import { deliverOutbox } from '@cockpit/db/outbox/deliver'
import { putMessage } from '@cockpit/db/outbox/put'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { moveTask } from '@cockpit/db/tasks/move-task'
import type { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  atFacilities,
  CITY,
  COUNTY,
  HOSPITAL,
  inArea,
  NEXT_COUNTY,
  NEXT_HOSPITAL,
  PROVINCE,
  seedPlaces,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
let scratch: TestDatabase
beforeEach(async () => {
  scratch = await withDatabase()
})
afterEach(() => scratch.drop())

const put = (n: number) =>
  scratch.db.$transaction((tx) =>
    putMessage(tx, { key: `k${n}`, topic: 'task.changed', payload: { id: `${n}` } }, later(n)),
  )

describe('delivery', () => {
  test('each message once, and none twice when four deliver at once, three at a time each', async () => {
    for (let n = 0; n < 40; n++) await put(n)
    const seen: string[] = []
    const reports = await Promise.all(
      [1, 2, 3, 4].map(() =>
        deliverOutbox(
          scratch.db,
          async (row) => {
            seen.push(row.key)
          },
          () => later(100),
          { batch: 10, lanes: 3 },
        ),
      ),
    )
    expect(reports.reduce((sum, report) => sum + report.delivered, 0)).toBe(seen.length)
    expect(new Set(seen).size).toBe(seen.length)
    await deliverOutbox(
      scratch.db,
      async (row) => void seen.push(row.key),
      () => later(100),
    )
    expect([...seen].sort()).toEqual(Array.from({ length: 40 }, (_, n) => `k${n}`).sort())
    expect(await scratch.db.outbox.count({ where: { deliveredAt: null } })).toBe(0)
  })

  test('a delivery that throws keeps its error, waits twice as long each time, and holds nobody up', async () => {
    await put(0)
    await put(1)
    const seen: string[] = []
    const deliver = async (row: { key: string }) => {
      if (row.key === 'k0') throw new Error('the receiver is away')
      seen.push(row.key)
    }
    expect(await deliverOutbox(scratch.db, deliver, () => later(10))).toEqual({ delivered: 1, failed: 1 })
    expect(seen).toEqual(['k1'])
    const failed = async () => scratch.db.outbox.findUniqueOrThrow({ where: { key: 'k0' } })
    expect(await failed()).toMatchObject({ attempts: 1, lastError: 'the receiver is away', nextAttemptAt: later(11) })
    expect(await deliverOutbox(scratch.db, deliver, () => later(10))).toEqual({ delivered: 0, failed: 0 })
    expect(await deliverOutbox(scratch.db, deliver, () => later(11))).toEqual({ delivered: 0, failed: 1 })
    expect(await failed()).toMatchObject({ attempts: 2, nextAttemptAt: later(13) })
    expect(
      await deliverOutbox(
        scratch.db,
        async () => undefined,
        () => later(13),
      ),
    ).toEqual({ delivered: 1, failed: 0 })
    expect(await failed()).toMatchObject({ deliveredAt: later(13), lastError: null })
  })

  test('as many at a time as there are lanes; what arrived is noted though others failed', async () => {
    for (let n = 0; n < 6; n++) await put(n)
    let under = 0
    let most = 0
    const deliver = async ({ key }: { key: string }) => {
      under += 1
      most = Math.max(most, under)
      await new Promise((done) => setTimeout(done, 20))
      under -= 1
      if (key === 'k2') throw new Error('the receiver is away')
    }
    expect(await deliverOutbox(scratch.db, deliver, () => later(10), { lanes: 3 })).toEqual({ delivered: 5, failed: 1 })
    expect(most).toBe(3)
    const left = await scratch.db.outbox.findMany({ where: { deliveredAt: null } })
    expect(left.map(({ key }) => key)).toEqual(['k2'])
  })

  test('a message claimed by a process that died comes back when its lease is over', async () => {
    await put(0)
    const died = new Promise<never>(() => undefined)
    let begun: () => void = () => undefined
    const claimed = new Promise<void>((resolve) => {
      begun = resolve
    })
    void deliverOutbox(
      scratch.db,
      () => {
        begun()
        return died
      },
      () => later(1),
      { leaseSeconds: 30 },
    )
    await claimed
    const again = (at: number) =>
      deliverOutbox(
        scratch.db,
        async () => undefined,
        () => later(at),
      )
    expect(await again(30)).toEqual({ delivered: 0, failed: 0 })
    expect(await again(31)).toEqual({ delivered: 1, failed: 0 })
  })
})

describe('notices', () => {
  const person = async (username: string, grant: Grant, locale: 'zh-CN' | 'en' = 'zh-CN') => {
    const made = await createPerson(
      scratch.db,
      SYSTEM,
      { username, name: `演示·${username}`, password: 'correct horse', grants: [grant], locale },
      NOW,
    )
    if (!made.ok) throw new Error(made.refusal)
    return made.id
  }

  test('a dispatched task is told once to those who may sign for it, in their language, and not to the next institution', async () => {
    await seedPlaces(scratch.db)
    const boss = await person('boss', inArea('supervisor', PROVINCE))
    const clerk = await person('clerk', atFacilities('institution', HOSPITAL))
    const english = await person('english', atFacilities('institution', HOSPITAL, NEXT_HOSPITAL), 'en')
    const others = [
      await person('next', atFacilities('institution', NEXT_HOSPITAL)),
      await person('county', inArea('supervisor', COUNTY)),
      await person('far', inArea('supervisor', NEXT_COUNTY)),
    ]
    const gone = await person('gone', atFacilities('institution', HOSPITAL))
    await scratch.db.user.update({ where: { id: gone }, data: { disabledAt: NOW } })
    const task = await dispatchTask(
      scratch.db,
      { id: PersonId.parse(boss), grants: [inArea('supervisor', PROVINCE)] },
      territory,
      {
        target: { kind: 'facility', id: HOSPITAL },
        title: '核查床位',
        instruction: 'i',
        level: 'I',
        idempotencyKey: 'x',
      },
      NOW,
    )
    if (!task.ok) throw new Error(task.refusal)
    const rows = await scratch.db.outbox.findMany()
    const made = await Promise.all([...rows, ...rows].map((row) => notify(scratch.db, territory, row)))
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await listNotices(scratch.db, clerk)).toMatchObject({
      total: 1,
      unread: 1,
      rows: [
        {
          title: { zh: '新任务待签收：核查床位', en: 'New task to sign for: 核查床位' },
          link: `/command?task=${task.taskId}`,
          level: 'I',
          readAt: null,
        },
      ],
    })
    // The language of the account is that of its mail; the screen may be in another.
    expect((await listNotices(scratch.db, english)).rows[0]?.title).toEqual({
      zh: '新任务待签收：核查床位',
      en: 'New task to sign for: 核查床位',
    })
    for (const other of [...others, boss, gone])
      expect(await listNotices(scratch.db, other)).toMatchObject({ total: 0 })

    const [notice] = (await listNotices(scratch.db, clerk)).rows
    if (!notice) throw new Error('the notice is missing')
    expect(await markRead(scratch.db, english, [notice.id], NOW)).toBe(0)
    expect(await markRead(scratch.db, clerk, [notice.id], NOW)).toBe(1)
    expect(await markRead(scratch.db, clerk, 'all', NOW)).toBe(0)
    expect(await listNotices(scratch.db, clerk, { unreadOnly: true })).toMatchObject({ total: 0, unread: 0 })
  })

  test('an escalation calls the authority it reached, and neither the one below nor the one above', async () => {
    await seedPlaces(scratch.db)
    const leaders = await Promise.all(
      [COUNTY, CITY, PROVINCE].map((code) => person(`leader${code}`, inArea('leader', code))),
    )
    const boss = {
      id: PersonId.parse(await person('boss', inArea('supervisor', PROVINCE))),
      grants: [inArea('supervisor', PROVINCE)],
    }
    const sent = await dispatchTask(
      scratch.db,
      boss,
      territory,
      {
        target: { kind: 'facility', id: HOSPITAL },
        ...{ title: '升级', instruction: 'i', level: 'II' as const, idempotencyKey: 'y' },
      },
      NOW,
    )
    if (!sent.ok) throw new Error(sent.refusal)
    const told: number[][] = []
    for (const step of [1, 2]) {
      const moved = await moveTask(
        scratch.db,
        boss,
        territory,
        {
          ...{ taskId: sent.taskId, command: 'escalate', note: '超时未办' },
          ...{ expectedRevision: step - 1, idempotencyKey: `up-${step}` },
        },
        NOW,
      )
      expect(moved).toMatchObject({ ok: true })
      const row = await scratch.db.outbox.findUniqueOrThrow({ where: { key: `task:${sent.taskId}:${step}` } })
      await notify(scratch.db, territory, row)
      told.push(
        await Promise.all(
          leaders.map((id) => scratch.db.notice.count({ where: { userId: id, titleZh: '任务升级：升级' } })),
        ),
      )
    }
    expect(told).toEqual([
      [0, 1, 0],
      [0, 1, 1],
    ])
  })
})
