import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Layout } from './header'
import { writeRejects } from './rejects'
import type { Session } from './session'

const table = tables.find(({ name }) => name === 'bed_day') as WarehouseTable
const columns = ['facility_id', 'bed_date'].map((name) => table.columns.find((column) => column.name === name) ?? null)
const layout: Layout = {
  ...{ delimiter: ',', headers: ['facility_id', 'bed_date'], columns, entries: [null, null] },
  ...{ derived: [], ignored: [], headerLines: 1 },
}
/** Stands in for the database of an import: it hands over these chunks of rows, then breaks off with the error. */
const answering = (chunks: readonly object[][], error?: Error) =>
  ({
    async *stream() {
      yield* chunks
      if (error) throw error
    },
  }) as never as Session
const row = (line: number) => ({ _line: line, errors: ['fields:3'], raw: null, origin: null })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rejects-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const write = (session: Session) =>
  writeRejects(session, { table, layout, staged: 's', batch: 'b', file: join(folder, 'rejects.csv') })

/** Files below the folder that this process holds open. */
async function held(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''))
  return (await Promise.all(links)).filter((path) => path.startsWith(folder))
}

test('a line a rejected row, below the header, and how often each rule rejected', async () => {
  const { rows, summary } = await write(answering([[row(2), row(3)], [row(5)]]))
  expect(rows).toBe(3)
  expect(summary).toMatchObject([{ rows: 3 }])
  const lines = (await readFile(join(folder, 'rejects.csv'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => line.split(',')[2])).toEqual(['_origin', 'b:2', 'b:3', 'b:5'])
  await expect.poll(held).toEqual([])
})

test('of an import that broke off nothing is held open, and nothing comes into its folder afterwards', async () => {
  for (const chunks of [[], [[row(2)]]]) {
    await expect(write(answering(chunks, new Error('broken off')))).rejects.toThrow('broken off')
    await rm(join(folder, 'rejects.csv'))
    await expect.poll(held).toEqual([])
    expect(await readdir(folder)).toEqual([])
  }
})
