import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImportRequest, importFile } from '@cockpit/jobs/ingest/import-file'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables as inpatient } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { tables as territory } from '@cockpit/semantic-layer/packs/territory/tables'
import { runAlone } from './run-alone'

/** Seconds of the clock, and of all the process's threads: on a busy machine the second tells more. */
export interface Timing {
  readonly seconds: number
  readonly cpu: number
}

async function timed(work: () => Promise<void>): Promise<Timing> {
  const before = process.cpuUsage()
  const started = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 }
}

/** The bare peer: what DuckDB does with the same file left to itself, in the same compression. */
export async function bareCopy(csv: string, parquet: string): Promise<Timing> {
  const timing = await timed(() =>
    runAlone(`COPY (FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`),
  )
  if ((await stat(parquet)).size === 0) throw new Error('The bare copy wrote nothing.')
  await rm(parquet)
  return timing
}

/**
 * One import of front pages into a lake that already knows the facilities, as the drop folder does it: nobody else writes to the file.
 * @param check throws when the file was not taken as it should be
 */
export async function timeImport(
  lake: string,
  csv: string,
  facilities: readonly string[],
  check: (batch: Batch) => void,
): Promise<Timing> {
  const into = async (name: string, path: string) => {
    const outcome = await importFile(request(lake, tableOf(name), path))
    if (outcome.kind !== 'published') throw new Error(`${name} was not published: ${JSON.stringify(outcome)}`)
    return outcome.batch
  }
  const areas = `${lake}-areas.csv`
  const known = `${lake}-facilities.csv`
  await writeFile(
    areas,
    'area_code,name_zh,name_en,level,parent_code,province_code,city_code\n990101,演示县,Demo,county,,990000,\n',
  )
  const lines = facilities.map((id) => `${id},演示医院,Demo,990101,tertiary,general`)
  await writeFile(known, `facility_id,name_zh,name_en,county_code,tier,category\n${lines.join('\n')}\n`)
  await into('area', areas)
  await into('facility', known)
  const timing = await timed(async () => check(await into('discharge', csv)))
  await rm(lake, { recursive: true })
  return timing
}

export function lakeIn(folder: string, name: string): string {
  return join(folder, `lake-${name}`)
}

function tableOf(name: string): WarehouseTable {
  const table = [...territory, ...inpatient].find((candidate) => candidate.name === name)
  if (!table) throw new Error(`No table ${name}.`)
  return table
}

function request(lake: string, table: WarehouseTable, path: string): ImportRequest {
  return {
    lake,
    table,
    path,
    fileName: path,
    sender: 'bench',
    demo: true,
    hmacKey: '5a'.repeat(32),
    owned: true,
    now: () => new Date(),
  }
}
