import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImportRequest, importFile } from '@cockpit/jobs/ingest/import-file'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables as inpatient } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { tables as territory } from '@cockpit/semantic-layer/packs/territory/tables'
import { DuckDBInstance } from '@duckdb/node-api'

const FACILITIES = 2000

/** Seconds of the clock, and of all the process's threads: on a busy machine the second tells more. */
export interface Timing {
  readonly seconds: number
  readonly cpu: number
}

export async function timed(work: () => Promise<void>): Promise<Timing> {
  const before = process.cpuUsage()
  const started = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 }
}

async function sql(statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  const connection = await instance.connect()
  try {
    await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/**
 * Invented discharges, 47 columns: fees on two thirds of the items, identifiers unlike one another. A page agrees with itself (age and
 * birth, fees and total, dates and stay) and its cost is like its fellows', so that no check finds anything but what is planted: a stay that is no number, in every
 * `badEvery`-th row.
 */
export async function writeFrontPages(file: string, rows: number, badEvery: number): Promise<void> {
  const fees = Array.from({ length: 24 }, (_, n) => {
    const value =
      n === 0 ? '5000.00 + (i % 1000) * 5' : n % 3 === 0 ? `(i % ${100 + n}) / 4.0` : n % 3 === 1 ? '0.00' : 'NULL'
    return { value, sql: `${value} AS D${11 + n}` }
  })
  const total = fees.flatMap(({ value }) => (value === 'NULL' ? [] : [value])).join(' + ')
  const stay = badEvery > 0 ? `CASE WHEN i % ${badEvery} = 0 THEN 'x' ELSE (1 + i % 30)::VARCHAR END` : '1 + i % 30'
  const birth = `DATE '1950-01-01' + (i % 20000)::INT`
  const admitted = `TIMESTAMP '2026-09-01 08:00:00' + INTERVAL (i % 40000) MINUTE`
  await sql(`COPY (SELECT 'F' || lpad((i % ${FACILITIES})::VARCHAR, 5, '0') AS A01, 'R' || i AS A48, 1 AS A49,
    '9901011980' || lpad((i % 100000000)::VARCHAR, 8, '0') AS A20, '演示' || i % 1000 AS A11,
    '138' || lpad((i % 100000000)::VARCHAR, 8, '0') AS A27, ${birth} AS A13, 1 + i % 2 AS A12C,
    date_diff('year', ${birth}, ${admitted}) AS A14, '1' AS A46C, '990101' AS HOME_AREA, 1 AS B11C,
    ${admitted} AS B12, ${admitted} + INTERVAL (1 + i % 30) DAY AS B15, '0' || (3 + i % 7) AS B16C, ${stay} AS B20,
    'I21.00' || i % 9 AS C03C, CASE WHEN i % 3 = 0 THEN '36.0601' END AS C14x01C,
    CASE WHEN i % 3 = 0 THEN (${admitted})::DATE + 1 END AS C16x01, '1' AS B34C,
    ${total} AS D01, 100.5 AS D09, ${fees.map(({ sql }) => sql).join(', ')}, 'BR21' AS DRG, 'CHS-1.1' AS DRG_VERSION
    FROM range(${rows}) t(i)) TO '${file}' (HEADER)`)
}

/** The bare peer: what DuckDB does with the same file left to itself, in the same compression. */
export async function bareCopy(csv: string, parquet: string): Promise<Timing> {
  const timing = await timed(() =>
    sql(`COPY (FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`),
  )
  if ((await stat(parquet)).size === 0) throw new Error('The bare copy wrote nothing.')
  await rm(parquet)
  return timing
}

/** One import into a lake that already knows the facilities, as the drop folder does it: nobody else writes to the file. */
export async function timeImport(lake: string, csv: string, rows: number, bad: number): Promise<Timing> {
  const into = async (name: string, path: string) => {
    const outcome = await importFile(request(lake, tableOf(name), path))
    if (outcome.kind !== 'published') throw new Error(`${name} was not published: ${JSON.stringify(outcome)}`)
    return outcome.batch
  }
  const areas = `${lake}-areas.csv`
  const facilities = `${lake}-facilities.csv`
  await writeFile(
    areas,
    'area_code,name_zh,name_en,level,parent_code,province_code,city_code\n990101,演示县,Demo,county,,990000,\n',
  )
  const lines = Array.from(
    { length: FACILITIES },
    (_, n) => `F${String(n).padStart(5, '0')},演示医院,Demo,990101,tertiary,general`,
  )
  await writeFile(facilities, `facility_id,name_zh,name_en,county_code,tier,category\n${lines.join('\n')}\n`)
  await into('area', areas)
  await into('facility', facilities)
  const timing = await timed(async () => {
    const batch = await into('discharge', csv)
    if (batch.rowsPublished !== rows - bad || batch.rowsRejected !== bad)
      throw new Error(`Expected ${bad} rejects of ${rows}: ${JSON.stringify(batch)}`)
  })
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
