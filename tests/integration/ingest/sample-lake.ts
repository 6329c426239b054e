import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportRequest, importFile } from '@cockpit/jobs/ingest/import-file'
import type { ImportOutcome } from '@cockpit/jobs/ingest/outcome'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables as inpatient } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { tables as notifiable } from '@cockpit/semantic-layer/packs/notifiable/tables'
import { tables as outpatient } from '@cockpit/semantic-layer/packs/outpatient/tables'
import { tables as resources } from '@cockpit/semantic-layer/packs/resources/tables'
import { tables as territory } from '@cockpit/semantic-layer/packs/territory/tables'
import { DuckDBInstance, type JS } from '@duckdb/node-api'

export const TABLES: readonly WarehouseTable[] = [
  ...territory,
  ...inpatient,
  ...outpatient,
  ...resources,
  ...notifiable,
]
export const HMAC_KEY = '8f3c0d5e6a7b8c9d0e1f2a3b4c5d6e7f'
export const NOW = new Date('2026-11-01T00:00:00.000Z')

export function tableOf(name: string): WarehouseTable {
  const table = TABLES.find((candidate) => candidate.name === name)
  if (!table) throw new Error(`No table ${name}.`)
  return table
}

const AREAS = `area_code,name_zh,name_en,level,parent_code,province_code,city_code
990000,演示省,Demo Province,province,,990000,
990100,演示市,Demo City,city,990000,990000,990100
990101,甲县,County A,county,990100,990000,990100
990102,乙县,County B,county,990100,990000,990100
`
const FACILITIES = `facility_id,name_zh,name_en,county_code,tier,category
F001,演示一院,Demo Hospital 1,990101,tertiary,general
F002,演示二院,Demo Hospital 2,990102,secondary,general
F003,演示三院,Demo Hospital 3,990102,secondary,maternal
`

/** The lake that every other one is a copy of: importing its two tables again for each would take longer than most of the tests. */
let original: Promise<string> | undefined

async function makeOriginal(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'sample-lake-'))
  process.once('exit', () => rmSync(root, { recursive: true, force: true }))
  const sample = new SampleLake(root)
  await sample.published('area', AREAS)
  await sample.published('facility', FACILITIES)
  return root
}

/** A lake in a temporary folder, with two counties and three facilities in it. */
export class SampleLake {
  readonly lake: string
  #files = 0
  /** @param root folder of the lake; `make` copies one that is filled */
  constructor(readonly root: string) {
    this.lake = join(root, 'lake')
  }

  static async make(): Promise<SampleLake> {
    original ??= makeOriginal()
    const root = await mkdtemp(join(tmpdir(), 'sample-lake-'))
    await cp(join(await original, 'lake'), join(root, 'lake'), { recursive: true })
    return new SampleLake(root)
  }

  async write(content: string | Buffer, name?: string): Promise<string> {
    const path = join(this.root, name ?? `file-${++this.#files}.csv`)
    await writeFile(path, content)
    return path
  }

  request(table: string, path: string, more: Partial<ImportRequest> = {}): ImportRequest {
    return {
      lake: this.lake,
      table: tableOf(table),
      path,
      fileName: path.split('/').at(-1) ?? path,
      sender: 'test',
      demo: true,
      hmacKey: HMAC_KEY,
      now: () => NOW,
      ...more,
    }
  }

  async import(table: string, content: string | Buffer, more: Partial<ImportRequest> = {}): Promise<ImportOutcome> {
    return importFile(this.request(table, await this.write(content), more))
  }

  async importAt(table: string, path: string, more: Partial<ImportRequest> = {}): Promise<ImportOutcome> {
    return importFile(this.request(table, path, more))
  }

  /** Imports what must be published. */
  async published(table: string, content: string | Buffer, more: Partial<ImportRequest> = {}) {
    const outcome = await this.import(table, content, more)
    if (outcome.kind !== 'published') throw new Error(`${table} was not published: ${JSON.stringify(outcome)}`)
    return outcome
  }

  /** Rows of a query over the published views. */
  async rows(sql: string): Promise<Record<string, JS>[]> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      for (const statement of viewStatements(await currentManifest(this.lake), TABLES, this.lake))
        await connection.run(statement)
      return (await connection.runAndReadAll(sql)).getRowObjectsJS()
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true })
  }
}

/** Bed-days as CSV: the smallest fact table, one row a triple. */
export function bedDays(rows: readonly (readonly (string | number)[])[], header = BED_HEADER): string {
  return `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`
}

export const BED_HEADER = 'facility_id,department,bed_date,open_beds,occupied_beds,admissions,discharges'
