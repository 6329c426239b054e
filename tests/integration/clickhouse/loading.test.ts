import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clearCluster } from '@cockpit/jobs/cluster/clear-cluster'
import { type LoadPorts, loadLake } from '@cockpit/jobs/cluster/load-lake'
import { LoadMismatch } from '@cockpit/jobs/cluster/load-part'
import { LoaderBusy, lockLoader } from '@cockpit/jobs/cluster/one-loader'
import { eraseBatch } from '@cockpit/jobs/lake/erase'
import { warehouseAddress } from '@cockpit/semantic-layer/clickhouse/address'
import { checkWarehouse } from '@cockpit/semantic-layer/clickhouse/check'
import { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { newestShown } from '@cockpit/semantic-layer/clickhouse/shown'
import { tableStatements } from '@cockpit/semantic-layer/clickhouse/tables'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bedDays, SampleLake, tableOf } from '../ingest/sample-lake'
import { because } from '../skipping'
import { DATABASE, ENGINE_ABSENT, type Engine, startEngine } from './engine'

const TABLES = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)
let sample: SampleLake
let engine: Engine
let connection: WarehouseConnection
let manifestVersion = 0

const ports = (more: Partial<LoadPorts> = {}): LoadPorts => ({
  data: sample.root,
  tables: TABLES,
  connection,
  now: () => new Date(),
  log: () => undefined,
  ...more,
})
const load = (more: Partial<LoadPorts> = {}) => loadLake(ports(more))
const clear = async () => clearCluster(connection, await currentManifest(sample.lake), new Date(), 0)
const BEDS = 'SELECT facility_id, bed_date, open_beds FROM bed_day ORDER BY facility_id, bed_date'
const shown = async () =>
  (await connection.rows<Record<string, unknown>>(BEDS)).map((row) => Object.values(row).map(String).join(' '))
const published = async () =>
  (await sample.rows(BEDS.replace('bed_date,', 'bed_date::VARCHAR AS bed_date,'))).map((row) =>
    Object.values(row).map(String).join(' '),
  )
const stored = async () =>
  Number((await connection.rows<{ n: string }>('SELECT count() AS n FROM lake_row_bed_day'))[0]?.n)
const month = (facility: string, beds: number, days = 3) =>
  bedDays(Array.from({ length: days }, (_, day) => [facility, '0101', `2026-10-0${day + 1}`, beds, 5, 1, 1]))

/** One engine and one lake; each test goes on from what the one before has published. */
describe.skipIf(ENGINE_ABSENT)('the lake in the cluster', because(ENGINE_ABSENT), () => {
  beforeAll(async () => {
    sample = await SampleLake.make()
    engine = await startEngine(sample.root)
    connection = new WarehouseConnection(engine.address)
    await sample.published('bed_day', month('F001', 100))
  })
  afterAll(async () => {
    await connection?.close()
    await engine?.stop()
    await sample?.remove()
  })
  beforeEach(async () => {
    manifestVersion = (await currentManifest(sample.lake)).version
  })

  test('before the first load nothing is shown, and the check finds nothing wrong', async () => {
    expect(await newestShown(connection)).toBeNull()
    expect(await checkWarehouse(connection)).toEqual([])
  })

  test('a load shows the newest manifest, row by row', async () => {
    expect(await load()).toMatchObject({ kind: 'shown', version: manifestVersion })
    expect(await shown()).toEqual(await published())
    expect(await newestShown(connection)).toMatchObject({ version: manifestVersion })
  })

  test('the same load again changes nothing', async () => {
    expect(await load()).toMatchObject({ kind: 'current', files: 0 })
    expect(await stored()).toBe(3)
  })

  test('a correction is seen whole or not at all: until the switch readers have the rows before', async () => {
    const before = await shown()
    await sample.published('bed_day', month('F001', 120, 2))
    await load({ at: async () => expect(await shown()).toEqual(before) })
    expect(await shown()).toEqual(await published())
    expect(await shown()).toEqual(['F001 2026-10-01 120', 'F001 2026-10-02 120', 'F001 2026-10-03 100'])
  })

  test.each(['loaded', 'listed'] as const)(
    'killed when everything is %s, the rows before stay and the next load goes on',
    async (instant) => {
      const before = await shown()
      await sample.published('bed_day', month('F002', instant === 'loaded' ? 40 : 41))
      const interrupted = load({
        at: (now) => {
          if (now === instant) throw new Error('killed')
        },
      })
      await expect(interrupted).rejects.toThrow('killed')
      expect(await shown()).toEqual(before)
      expect(await load()).toMatchObject({ kind: 'shown', files: 0 })
      expect(await shown()).toEqual(await published())
    },
  )

  test('a server killed in the middle of a load comes back with the rows before', async () => {
    const before = await shown()
    await sample.published('bed_day', month('F003', 60))
    await engine.delay(400)
    const failing = load().then(
      () => 'loaded',
      (error: Error) => error.name,
    )
    while ((await engine.asked()) < 4) await sleep(20)
    await engine.kill()
    expect(await failing).toBe('WarehouseError')
    await connection.close()
    engine = await startEngine(sample.root)
    connection = new WarehouseConnection(engine.address)
    expect(await shown()).toEqual(before)
    await load()
    expect(await shown()).toEqual(await published())
  })

  test('what no showing names is taken out of the store, and what is shown stays', async () => {
    expect(await stored()).toBeGreaterThan((await shown()).length)
    await clear()
    expect(await stored()).toBe((await shown()).length)
    expect(await shown()).toEqual(await published())
    expect(await clear()).toEqual({ showings: 0, parts: 0 })
  })

  test('a load that waits for its showing is not cleared away', async () => {
    await sample.published('bed_day', bedDays([['F003', '0201', '2026-10-09', 9, 5, 1, 1]]))
    await expect(load({ at: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed')
    await clear()
    expect(await load()).toMatchObject({ kind: 'shown', files: 0 })
    expect(await shown()).toEqual(await published())
  })

  test('a replaced batch gives way as a whole', async () => {
    const { batch } = await sample.published('bed_day', month('F002', 70, 5))
    await load()
    await sample.published('bed_day', month('F002', 71, 1), { replaces: batch.id })
    await load()
    expect(await shown()).toEqual(await published())
    expect((await shown()).filter((row) => row.startsWith('F002'))).toEqual(['F002 2026-10-01 71'])
  })

  test('the rows of an erased batch leave the cluster', async () => {
    const { batch } = await sample.published('bed_day', bedDays([['F001', '0201', '2026-10-20', 77, 5, 1, 1]]))
    await load()
    expect(await shown()).toContain('F001 2026-10-20 77')
    await eraseBatch({
      lake: sample.lake,
      tables: [tableOf('bed_day')],
      batch: batch.id,
      reason: '发送机构要求',
      by: 'person:1',
      now: () => new Date(),
      pause: 0,
    })
    await load()
    await clear()
    const left = await connection.rows<{ n: string }>('SELECT count() AS n FROM lake_row_bed_day WHERE open_beds = 77')
    expect(Number(left[0]?.n)).toBe(0)
    expect(await shown()).toEqual(await published())
  })

  test('one question sees one showing in all its tables, however many views it reads', async () => {
    const [row] = await connection.rows<{ same: number }>(
      `SELECT a.x = b.x AS same FROM (SELECT (SELECT generateUUIDv4() FROM lake_shown LIMIT 1) AS x) a,
         (SELECT (SELECT generateUUIDv4() FROM lake_shown LIMIT 1) AS x) b`,
    )
    expect(row?.same).toBe(1)
  })

  test('a file that is not the published one is refused by its checksum, and nothing of it is shown', async () => {
    const before = await shown()
    const { batch } = await sample.published('bed_day', bedDays([['F002', '0201', '2026-10-21', 5, 5, 1, 1]]))
    const part = (await currentManifest(sample.lake)).partitions.find((one) => one.batch === batch.id)
    const other = (await currentManifest(sample.lake)).partitions.find(
      (one) => one.table === 'bed_day' && one.batch !== batch.id,
    )
    if (!part || !other) throw new Error('no partition')
    const own = await readFile(join(sample.lake, part.file))
    await writeFile(join(sample.lake, part.file), await readFile(join(sample.lake, other.file)))
    await expect(load()).rejects.toThrow(LoadMismatch)
    expect(await shown()).toEqual(before)
    await writeFile(join(sample.lake, part.file), own)
    await load()
    expect(await shown()).toEqual(await published())
  })

  test('a file that was cleared away before its turn fails the load alone', async () => {
    const before = await shown()
    const { batch } = await sample.published('bed_day', bedDays([['F002', '0201', '2026-10-22', 6, 5, 1, 1]]))
    const part = (await currentManifest(sample.lake)).partitions.find((one) => one.batch === batch.id)
    const file = join(sample.lake, part?.file ?? '')
    await rename(file, `${file}.away`)
    await expect(load()).rejects.toThrow('ENOENT')
    expect(await shown()).toEqual(before)
    await rename(`${file}.away`, file)
    await load()
    expect(await shown()).toEqual(await published())
  })

  test('a second loader is refused while the first one lives', () => {
    const release = lockLoader(sample.root)
    expect(() => lockLoader(sample.root)).toThrow(LoaderBusy)
    release()
    lockLoader(sample.root)()
  })

  test('the check says what is wrong: password, database, nobody there', async () => {
    const findings = async (url: string) => {
      const address = warehouseAddress({ WAREHOUSE_URL: url })
      if (!address) throw new Error('no address')
      const other = new WarehouseConnection(address)
      const found = await checkWarehouse(other)
      await other.close()
      return found.map(({ problem }) => problem).join(' ')
    }
    expect(await findings(engine.url.replace('s3cret', 'wrong'))).toContain('refuses the user')
    expect(await findings(engine.url.replace(`/${DATABASE}`, '/elsewhere'))).toContain('no database elsewhere')
    expect(await findings('http://cockpit:x@127.0.0.1:9/none')).toContain('does not answer')
  })

  test('what a replicated cluster is told is ClickHouse’s language', async () => {
    const replicated = tableStatements({ ...engine.address, cluster: 'health' }, TABLES)
    for (const statement of replicated) await connection.rows(`EXPLAIN AST ${statement}`)
    expect(replicated.every((statement) => statement.includes('ON CLUSTER `health`'))).toBe(true)
    expect(replicated.filter((statement) => statement.includes('ReplicatedMergeTree')).length).toBeGreaterThan(10)
  })
})
