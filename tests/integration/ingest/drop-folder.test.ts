import { closeSync, openSync, writeSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { type DropOutcome, watchDropFolder } from '@cockpit/jobs/ingest/drop-folder'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesBelow } from './lake-laws'
import { bedDays, SampleLake, TABLES } from './sample-lake'

let sample: SampleLake
let data: string
let stop: AbortController
let watching: Promise<void>
let outcomes: DropOutcome[]
let failing: Error | null

beforeEach(async () => {
  sample = await SampleLake.make()
  data = join(sample.root, 'data')
  stop = new AbortController()
  outcomes = []
  failing = null
})
afterEach(async () => {
  stop.abort()
  await watching
  await sample.remove()
})

function watch() {
  watching = watchDropFolder({
    inbox: join(data, 'inbox'),
    tables: TABLES,
    every: 40,
    signal: stop.signal,
    importFile: async ({ table, path, fileName, sender }) => {
      if (failing) throw failing
      return importFile({ ...sample.request(table.name, path), fileName, sender, owned: true })
    },
    onOutcome: (outcome) => {
      outcomes.push(outcome)
    },
  })
}

async function drop(path: string, content: string) {
  const target = join(data, 'inbox', path)
  await mkdir(join(target, '..'), { recursive: true })
  await writeFile(target, content)
}

async function until(count: number) {
  while (outcomes.length < count) await sleep(40)
}

const oneDay = (day: string) => bedDays([['F001', '内科', day, 10, 8, 1, 1]])

test('a file is imported in its sender’s name and goes to the archive', async () => {
  watch()
  await drop('bed_day/first-hospital/october.csv', oneDay('2026-10-01'))
  await until(1)
  expect(outcomes[0]).toMatchObject({
    outcome: { kind: 'published', batch: { sender: 'first-hospital', fileName: 'october.csv' } },
  })
  expect(await filesBelow(data, 'archive')).toEqual(['archive/bed_day/october.csv'])
  expect(await filesBelow(data, 'inbox')).toEqual([])
  expect(await filesBelow(data, 'claimed')).toEqual([])
})

test('a refused file lies beside its reason', async () => {
  watch()
  await drop('bed_day/bad.csv', 'nothing,known\n1,2\n')
  await until(1)
  expect(await readdir(join(data, 'refused', 'bed_day'))).toEqual(['bad.csv', 'bad.csv.reason.json'])
  const reason = JSON.parse(await readFile(join(data, 'refused', 'bed_day', 'bad.csv.reason.json'), 'utf8'))
  expect(reason).toMatchObject({ file: 'bad.csv', table: 'bed_day', code: 'not-a-table' })
})

test('front pages whose totals are in 万元 are refused as a whole and say what to do; with a single such page it alone is rejected', async () => {
  const header =
    'facility_id,record_no,admission_no,sex,admitted_at,discharged_at,department,los_days,main_diagnosis,discharge_way,cost_total\n'
  const page = (n: number, total: string) =>
    `F001,R${n},1,1,2026-10-01 08:00:00,2026-10-06 09:00:00,内科,5,I21.000,1,${total}\n`
  const yuan = (n: number) => page(n, String(9000 + n))
  const wan = (n: number) => page(n, `0.9${n}`)
  watch()
  await drop('discharge/hospital-a/wan.csv', header + [1, 2, 3].map(wan).join('') + yuan(4))
  await until(1)
  expect(outcomes[0]).toMatchObject({ outcome: { kind: 'refused', refusal: { code: 'check-failed' } } })
  const reason = JSON.parse(await readFile(join(data, 'refused', 'discharge', 'wan.csv.reason.json'), 'utf8'))
  expect(reason).toMatchObject({ sender: 'hospital-a', code: 'check-failed' })
  expect(reason.message.zh).toMatch(/4 行中有 3 行.*换算为元.*unit.*amounts-not-in-yuan/)
  expect(reason.message.en).toMatch(/3 of 4 rows.*send them in yuan.*Lines: 2, 3, 4/)
  await drop('discharge/hospital-a/slip.csv', header + [5, 6, 7].map(yuan).join('') + wan(8))
  await until(2)
  expect(outcomes[1]).toMatchObject({ outcome: { kind: 'published', batch: { rowsPublished: 3, rowsRejected: 1 } } })
})

test('a folder that is no table is answered with the names of those that are', async () => {
  watch()
  await drop('beds/x.csv', oneDay('2026-10-02'))
  await until(1)
  expect(outcomes[0]).toMatchObject({ refusal: { code: 'unknown-table' } })
  expect(await readFile(join(data, 'refused', '_unknown', 'x.csv.reason.json'), 'utf8')).toContain('bed_day')
})

test('unfinished names and growing files are left alone until they are complete', async () => {
  watch()
  const target = join(data, 'inbox', 'bed_day', 'slow.csv')
  await drop('bed_day/slow.csv.part', oneDay('2026-10-03'))
  await drop('bed_day/.hidden.csv', oneDay('2026-10-03'))
  const growing = openSync(target, 'w')
  writeSync(growing, oneDay('2026-10-04'))
  let rows = 1
  // A row each turn of the loop that looks as well: between two looks, however late they come, it has grown.
  for (const end = Date.now() + 400; Date.now() < end; await turn()) {
    writeSync(growing, `F001,D${rows},2026-10-05,1,1,1,1\n`)
    rows++
  }
  closeSync(growing)
  expect(outcomes).toEqual([])
  await until(1)
  expect(outcomes[0]).toMatchObject({ outcome: { kind: 'published', batch: { rowsRead: rows } } })
  expect(outcomes).toHaveLength(1)
  await rename(`${target}.part`, join(data, 'inbox', 'bed_day', 'done.csv'))
  await until(2)
  expect(await filesBelow(data, 'inbox')).toEqual(['inbox/bed_day/.hidden.csv'])
})

test('of files that arrive together dimensions come first, then names in order', async () => {
  await drop('bed_day/b.csv', bedDays([['F900', '内科', '2026-10-06', 10, 8, 1, 1]]))
  await drop('bed_day/a.csv', bedDays([['F900', '内科', '2026-10-07', 10, 8, 1, 1]]))
  await drop(
    'facility/new.csv',
    'facility_id,name_zh,name_en,county_code,tier,category\nF900,演示新院,Demo,990109,primary,township\n',
  )
  await drop(
    'area/new.csv',
    'area_code,name_zh,name_en,level,parent_code,province_code,city_code\n990109,新县,New,county,990100,990000,990100\n',
  )
  watch()
  await until(4)
  const order = outcomes.map((entry) => ('file' in entry ? `${entry.file.table.name}/${entry.file.fileName}` : '?'))
  expect(order).toEqual(['area/new.csv', 'facility/new.csv', 'bed_day/a.csv', 'bed_day/b.csv'])
  for (const entry of outcomes)
    expect(entry).toMatchObject({ outcome: { kind: 'published', batch: { rowsRejected: 0 } } })
})

test('what an earlier process had claimed is imported at the start; published already, it is a duplicate and archived', async () => {
  const text = oneDay('2026-10-08')
  await sample.published('bed_day', text)
  await mkdir(join(data, 'claimed', 'bed_day'), { recursive: true })
  await writeFile(join(data, 'claimed', 'bed_day', 'interrupted.csv'), text)
  await writeFile(join(data, 'claimed', 'bed_day', 'never-begun.csv'), oneDay('2026-10-09'))
  watch()
  await until(2)
  expect(outcomes.map((entry) => ('outcome' in entry ? entry.outcome.kind : '?'))).toEqual(['duplicate', 'published'])
  expect(await filesBelow(data, 'claimed')).toEqual([])
})

test('a failure that is not the file’s keeps the file', async () => {
  failing = new Error('no space left on device')
  watch()
  await drop('bed_day/kept.csv', oneDay('2026-10-10'))
  await until(1)
  expect(outcomes[0]).toMatchObject({ failure: { message: 'no space left on device' } })
  expect(await filesBelow(data, 'claimed')).toEqual(['claimed/bed_day/kept.csv'])
})

test('a second file of the same name does not overwrite the first in the archive', async () => {
  watch()
  await drop('bed_day/same.csv', oneDay('2026-10-11'))
  await until(1)
  await drop('bed_day/same.csv', oneDay('2026-10-12'))
  await until(2)
  expect(await filesBelow(data, 'archive')).toEqual(['archive/bed_day/same.csv', 'archive/bed_day/same~1.csv'])
})
