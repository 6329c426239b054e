import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBus } from '@cockpit/db/messaging/bus'
import { SYSTEM } from '@cockpit/db/people/create-person'
import { createSender } from '@cockpit/db/senders/senders'
import { runInbox } from '@cockpit/jobs/inbox'
import { tables } from '@cockpit/semantic-layer/packs/informatisation/tables'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HMAC_KEY, SampleLake, TABLES } from '../ingest/sample-lake'
import { atFacilities, HOSPITAL, seedPlaces } from './places'
import { type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
let sample: SampleLake
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  sample = await SampleLake.make()
  await sample.published(
    'facility',
    `facility_id,name_zh,name_en,county_code,tier,category\n${HOSPITAL},演示医院,Demo,990101,tertiary,general\n`,
  )
})
afterAll(async () => {
  await sample.remove()
  await scratch.drop()
})

const NOW = new Date('2026-11-01T02:00:00Z')
const machine = async (...names: string[]) => {
  const input = { name: '前置机', grant: atFacilities('sender', HOSPITAL), tables: names }
  const made = await createSender(scratch.db, SYSTEM, input, NOW)
  if (!made.ok) throw new Error(made.refusal)
  return made.id
}

test('a hospital that drops its own grade is refused, and one that was registered for it is not', async () => {
  const own = await machine()
  const registered = await machine('emr_grade')
  const data = join(sample.root, 'data')
  const grade = (year: number) => `facility_id,year_start,level\n${HOSPITAL},${year}-01-01,6\n`
  for (const [sender, year] of [
    [own, 2024],
    [registered, 2025],
  ] as const) {
    await mkdir(join(data, 'inbox', 'emr_grade', sender), { recursive: true })
    await writeFile(join(data, 'inbox', 'emr_grade', sender, `${sender}.csv`), grade(year))
  }
  const bus = await openBus({ databaseUrl: scratch.url })
  const stop = new AbortController()
  const imports = { lake: sample.lake, db: scratch.db, bus, hmacKey: HMAC_KEY, now: () => NOW }
  const running = runInbox({
    data,
    tables: [...TABLES, ...tables],
    imports,
    demo: false,
    log: () => {},
    stop: stop.signal,
  })
  const finished = () => scratch.db.importRun.findMany({ where: { state: { in: ['failed', 'published'] } } })
  while ((await finished()).length < 2) await sleep(50)
  stop.abort()
  await running
  await bus.close()
  const runs = new Map((await finished()).map((run) => [run.sender, run]))
  expect(runs.get(own)).toMatchObject({ state: 'failed', message: { code: 'table-not-permitted' } })
  expect(JSON.stringify(runs.get(own)?.message)).toContain('电子病历应用水平分级')
  expect(runs.get(registered)).toMatchObject({ state: 'published', rowsPublished: 1 })
})
