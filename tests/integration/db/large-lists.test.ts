import { countAlerts } from '@cockpit/db/alerts/count-alerts'
import { listAlerts } from '@cockpit/db/alerts/list-alerts'
import { listIncidents } from '@cockpit/db/alerts/list-incidents'
import { closeDatabase, type Database, database } from '@cockpit/db/database'
import { listNotices, markRead } from '@cockpit/db/notices/inbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as places from './places'
import { onServer, type TestDatabase, withDatabase } from './test-database'

/** Inboxes of 5,000 and a list of 20,000 alerts: counted is what the database reads, not how long it takes. */
const PEOPLE = 20
const NOTICES = 5_000
const ALERTS = 20_000
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await places.seedPlaces(scratch.db)
  await onServer(
    scratch.url,
    `INSERT INTO "Notice" (id, key, "userId", "titleZh", "titleEn", link, level, "createdAt")
     SELECT 'n' || n, 'k' || n, 'p' || n % ${PEOPLE}, '演示', 'Demo', '/', 'III', timestamptz '2026-01-01Z' + n * interval '1 second'
     FROM generate_series(1, ${PEOPLE * NOTICES}) AS n`,
  )
  await onServer(
    scratch.url,
    `INSERT INTO "Alert" (id, "dedupeKey", "ruleId", "ruleVersion", title, advice, level, state, indicator, "areaCode", "facilityId",
       period, detail, incident, "raisedAt", "updatedAt")
     SELECT 'a' || n, 'k' || n, 'r', '1', '{"zh": "演示", "en": "Demo"}', '{"zh": "", "en": ""}',
       (ARRAY['I', 'II', 'III', 'IV'])[1 + n % 4], (ARRAY['open', 'dispatched', 'closed'])[1 + n % 3], 'a.b', $1, $2, '2026-10', '{}',
       CASE WHEN n % 2 = 0 THEN 'one' ELSE 'i' || n % 300 END, timestamptz '2026-01-01Z' + n % 50 * interval '1 second', now()
     FROM generate_series(1, ${ALERTS}) AS n`,
    [places.COUNTY, places.HOSPITAL],
  )
  await onServer(scratch.url, 'VACUUM ANALYZE "Notice"')
  await onServer(scratch.url, 'VACUUM ANALYZE "Alert"')
})
afterAll(() => scratch?.drop())

/** Rows of a table that were read, by index or one after the other, while this was done. */
async function rowsRead<T>(table: string, ask: (db: Database) => Promise<T>): Promise<{ rows: number; found: T }> {
  const so = async () => {
    const { rows } = await onServer(
      scratch.adminUrl,
      'SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) AS read FROM pg_stat_user_tables WHERE relname = $1',
      [table],
    )
    return Number(rows[0].read)
  }
  const before = await so()
  const found = await ask(database(scratch.url))
  // What a connection has read is told when it ends.
  await closeDatabase(scratch.url)
  await expect.poll(async () => (await so()) - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(0)
  return { rows: (await so()) - before, found }
}

test('an inbox is read a page at a time, and its number from the index of its owner', async () => {
  const first = await rowsRead('Notice', (db) => listNotices(db, 'p1', { limit: 30 }))
  expect(first.found).toMatchObject({ total: NOTICES, unread: NOTICES })
  expect(first.found.rows).toHaveLength(30)
  // The two counts go through one person's own notices, never through another's.
  expect(first.rows).toBeLessThan(2 * NOTICES + 200)
  const second = await rowsRead('Notice', (db) =>
    listNotices(db, 'p1', { limit: 30, after: first.found.next as string }),
  )
  expect(second.found.rows[0]?.createdAt.getTime()).toBeLessThan(first.found.rows.at(-1)?.createdAt.getTime() as number)
  expect(second.rows).toBeLessThan(3 * NOTICES + 200)
  const marked = await rowsRead('Notice', (db) => markRead(db, 'p1', 'all', new Date()))
  expect(marked.found).toBe(NOTICES)
  expect(marked.rows).toBeLessThan(2 * NOTICES + 200)
  expect((await rowsRead('Notice', (db) => markRead(db, 'p1', 'all', new Date()))).rows).toBeLessThan(200)
  expect(await database(scratch.url).notice.count({ where: { userId: 'p2', readAt: null } })).toBe(NOTICES)
})

test('of a long list of alerts a page is fetched; of an incident of ten thousand, the one that stands for it', async () => {
  const page = await rowsRead('Alert', (db) => listAlerts(db, places.supervisor, places.territory, { limit: 100 }))
  expect(page.found).toMatchObject({ ok: true, total: ALERTS })
  expect(page.rows).toBeLessThan(2 * ALERTS + 500)
  const incidents = await listIncidents(database(scratch.url), places.supervisor, places.territory, {
    states: ['open'],
  })
  if (!incidents.ok) throw new Error(incidents.refusal)
  expect(incidents.incidents).toHaveLength(51)
  const [one] = incidents.incidents
  const naive = await database(scratch.url).alert.findFirstOrThrow({
    where: { incident: one?.key as string, state: 'open' },
    orderBy: [{ level: 'asc' }, { raisedAt: 'desc' }, { id: 'asc' }],
  })
  expect(one?.lead.id).toBe(naive.id)
  expect(new Set(incidents.incidents.map(({ lead }) => lead.incident))).toEqual(
    new Set(incidents.incidents.map(({ key }) => key)),
  )
  const counted = await rowsRead('Alert', (db) => countAlerts(db, places.supervisor, places.territory, {}))
  expect(counted.found.reduce((sum, { open, dispatched }) => sum + open + dispatched, 0)).toBe(
    Array.from({ length: ALERTS }, (_, n) => (n + 1) % 3).filter((rest) => rest !== 2).length,
  )
  expect(counted.rows).toBeLessThan(2 * ALERTS)
  expect(
    await countAlerts(database(scratch.url), places.hospital, places.territory, { area: places.FAR_COUNTY }),
  ).toMatchObject(Array.from({ length: 4 }, () => ({ open: 0, dispatched: 0 })))
})
