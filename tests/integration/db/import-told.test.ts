import type { Bus } from '@cockpit/db/messaging/bus-contract'
import { importAndTell } from '@cockpit/jobs/imports/import-and-tell'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bedDays, HMAC_KEY, SampleLake, tableOf } from '../ingest/sample-lake'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-01T02:00:00Z')
let scratch: TestDatabase
let sample: SampleLake
beforeAll(async () => {
  scratch = await withDatabase()
  sample = await SampleLake.make()
})
afterAll(async () => {
  await sample.remove()
  await scratch.drop()
})

test('what was published while the bus is away stands as published, and told again it is the same', async () => {
  const path = await sample.write(bedDays([['F001', '内科', '2026-10-01', 10, 8, 1, 1]]), 'beds.csv')
  const told: unknown[] = []
  let away = true
  const publish: Bus['publish'] = async (topic, payload) => {
    if (away) throw new Error('the bus is away')
    told.push([topic, payload])
  }
  const ports = { lake: sample.lake, db: scratch.db, bus: { publish } as Bus, hmacKey: HMAC_KEY, now: () => NOW }
  const file = { table: tableOf('bed_day'), path, fileName: 'beds.csv', sender: 'inbox', demo: false }
  await expect(importAndTell(file, ports)).rejects.toThrow('the bus is away')
  const runs = () => scratch.db.importRun.findMany()
  expect(await runs()).toMatchObject([{ state: 'published', rowsPublished: 1 }])
  away = false
  expect(await importAndTell(file, ports)).toMatchObject({ kind: 'duplicate' })
  expect(await runs()).toMatchObject([{ state: 'published', rowsPublished: 1 }])
  expect(await scratch.db.auditEntry.count({ where: { action: 'import.failed' } })).toBe(0)
  expect(told).toEqual([])
})
