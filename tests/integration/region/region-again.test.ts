import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AddedRegion, addRegion } from '@cockpit/geo/region/add-region'
import { loadFacilities, loadTerritory } from '@cockpit/geo/territory-store'
import { importFile } from '@cockpit/jobs/ingest/import-file'
import { newestVersions } from '@cockpit/jobs/region/newest-versions'
import { currentManifest, currentVersion } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables } from '@cockpit/semantic-layer/packs/territory/tables'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../db/test-database'

/** One region folder, added again and again as a province would: its files change, the lake and the database follow. */
let scratch: TestDatabase
let root: string
beforeAll(async () => {
  scratch = await withDatabase()
  root = mkdtempSync(join(tmpdir(), 'region-again-'))
})
afterAll(async () => {
  await scratch?.drop()
  if (root) rmSync(root, { recursive: true, force: true })
})

const tableOf = (name: string) => tables.find((one) => one.name === name) as WarehouseTable

async function add(areas: readonly string[], facilities: readonly string[]): Promise<AddedRegion> {
  const folder = join(root, 'folder')
  const lake = join(root, 'lake')
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write(
    'region.json',
    JSON.stringify({
      name: { zh: '演示省', en: 'Demo' },
      root: '330000',
      boundaries: { source: '演示', licenceNote: '', crs: 'EPSG:4490' },
      demo: true,
    }),
  )
  write(
    'areas.csv',
    [
      'code,name_zh,level,parent,abolished,successor',
      '330000,演示省,province,,,',
      '330100,青市,city,330000,,',
      ...areas,
    ].join('\n'),
  )
  write('boundaries.geojson', JSON.stringify({ type: 'FeatureCollection', features: [] }))
  write('population.csv', 'code,year,residents\n330105,2026,10\n')
  write('facilities.csv', ['id,name_zh,county,tier,category,valid_from', ...facilities].join('\n'))
  return addRegion(folder, {
    db: scratch.db,
    newestVersions: () => newestVersions(lake, [tableOf('area'), tableOf('facility')]),
    importFile: async (file) => {
      const outcome = await importFile({
        ...file,
        lake,
        table: tableOf(file.table),
        fileName: `${file.table}.csv`,
        sender: 'region',
        hmacKey: '8f3c0d5e6a7b8c9d0e1f2a3b4c5d6e7f',
        now: () => new Date('2026-11-01T00:00:00.000Z'),
      })
      if (outcome.kind === 'refused') throw new Error(outcome.refusal.message.en)
    },
  })
}

async function lakeRows(sql: string): Promise<unknown[][]> {
  const lake = join(root, 'lake')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of viewStatements(await currentManifest(lake), tables, lake)) await connection.run(statement)
  const found = (await connection.runAndReadAll(sql)).getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return found
}
const versions = () => lakeRows('SELECT name_zh, tier, since::VARCHAR, until::VARCHAR FROM facility_at ORDER BY since')

const BOTH = ['330103,下城区,county,330100,,', '330105,拱墅区,county,330100,,']

test('a hospital upgraded, then corrected, then sent again: two versions, the older one as it was', async () => {
  await add(BOTH, ['DEMO-1,演示医院,330103,secondary,general,'])
  await add(BOTH, ['DEMO-1,演示第一医院,330103,tertiary,general,2025-07-01'])
  expect(await versions()).toEqual([
    ['演示医院', 'secondary', '1800-01-01', '2025-07-01'],
    ['演示第一医院', 'tertiary', '2025-07-01', '2200-01-01'],
  ])
  expect((await loadFacilities(scratch.db))[0]).toMatchObject({ name: { zh: '演示第一医院' }, tier: 'tertiary' })

  await add(BOTH, ['DEMO-1,演示市第一医院,330103,tertiary,general,'])
  expect(await versions()).toEqual([
    ['演示医院', 'secondary', '1800-01-01', '2025-07-01'],
    ['演示市第一医院', 'tertiary', '2025-07-01', '2200-01-01'],
  ])
  const version = await currentVersion(join(root, 'lake'))
  await add(BOTH, ['DEMO-1,演示市第一医院,330103,tertiary,general,'])
  expect(await currentVersion(join(root, 'lake'))).toBe(version)
})

test('a folder that does not know the newest version is refused, and nothing is written', async () => {
  const version = await currentVersion(join(root, 'lake'))
  expect(await add(BOTH, ['DEMO-1,演示医院,330103,secondary,general,2024-01-01'])).toMatchObject({
    ok: false,
    issues: expect.arrayContaining([expect.objectContaining({ kind: 'version-older', file: 'facilities.csv' })]),
  })
  expect(await currentVersion(join(root, 'lake'))).toBe(version)
  expect((await loadFacilities(scratch.db))[0]?.tier).toBe('tertiary')
})

test('a county merged into another leaves the tree; its code leads to the successor', async () => {
  const added = await add(
    ['330103,下城区,county,330100,2021-04-09,330105', '330105,拱墅区,county,330100,,'],
    [
      'DEMO-1,演示市第一医院,330103,tertiary,general,2025-07-01',
      'DEMO-1,演示市第一医院,330105,tertiary,general,2026-01-01',
    ],
  )
  expect(added).toMatchObject({ ok: true, summary: { removed: ['330103'] } })
  expect((await loadTerritory(scratch.db)).roots).toHaveLength(1)
  expect(await lakeRows("SELECT now_code, name_zh FROM area_now WHERE area_code = '330103'")).toEqual([
    ['330105', '拱墅区'],
  ])
  expect(
    await lakeRows('SELECT DISTINCT a.now_code FROM facility_at f JOIN area_now a ON a.area_code = f.county_code'),
  ).toEqual([['330105']])
  expect(await versions()).toHaveLength(3)
})
