import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saidByDatabase } from './said-by-database'
import { Session } from './session'

const SECRET = '演示患者甲'
let folder: string
let session: Session
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'said-'))
  session = await Session.open(folder)
  await writeFile(join(folder, 'rows.csv'), `n,name\n1,${SECRET}\n${SECRET},2\n`)
})
afterAll(async () => {
  session.close()
  await rm(folder, { recursive: true, force: true })
})

const reading = () =>
  `SELECT * FROM read_csv(${quoteText(join(folder, 'rows.csv'))}, auto_detect = false, header = true, columns = {'n': 'INTEGER', 'name': 'VARCHAR'})`

test.each<[string, () => Promise<unknown>]>([
  ['a line that cannot be read', () => session.rows(reading())],
  ['a stream of them', () => session.stream(reading()).next()],
  ['a value that cannot be converted', () => session.rows(`SELECT CAST(${quoteText(SECRET)} AS INTEGER)`)],
  ['a statement', () => session.run(`CREATE TABLE t AS ${reading()}`)],
  ['a count', () => session.count(reading())],
])('%s is told without what stood in it', async (_, work) => {
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toMatch(/Error: (?:Conversion|Invalid Input) Error/)
  expect(String(error)).not.toContain(SECRET)
  expect((error as Error).cause).toBeUndefined()
})

test('a full disk keeps its words and its path', () => {
  const said = 'IO Error: Could not write all bytes to file "/data/lake/x.parquet": No space left on device'
  expect(saidByDatabase(new Error(said)).message).toBe(said)
})
