import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportRequest, importFile } from '@cockpit/jobs/ingest/import-file'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { tables as inpatient } from '@cockpit/semantic-layer/packs/inpatient/tables'
import { tables as territory } from '@cockpit/semantic-layer/packs/territory/tables'
import { DuckDBInstance } from '@duckdb/node-api'

export interface BenchRow {
  readonly name: string
  readonly figure: number
  readonly unit: string
  /** The figure, or the ratio where there is one, must not exceed it. */
  readonly limit?: number
  /** Against the bare peer measured in the same run. */
  readonly ratio?: number
}

const ROWS = 1_000_000
const FACILITIES = 2000
const TRIES = 3

/**
 * Import of a front-page CSV of a million discharges (46 columns) against DuckDB's bare `COPY` of the same file to
 * Parquet in the same compression. Both are run in turn several times and the median of each is taken, so that a
 * neighbour on the machine disturbs both alike. A second file has one bad row in a hundred.
 */
export async function benchImport(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
  try {
    const clean = join(folder, 'clean.csv')
    const dirty = join(folder, 'dirty.csv')
    await generate(clean, 0)
    await generate(dirty, 100)
    const bare: number[] = []
    const ours: number[] = []
    const rejecting: number[] = []
    for (let n = 0; n < TRIES; n++) {
      bare.push(await bareCopy(clean, join(folder, `bare-${n}.parquet`)))
      ours.push(await timeImport(join(folder, `lake-clean-${n}`), clean, folder, 0))
      rejecting.push(await timeImport(join(folder, `lake-dirty-${n}`), dirty, folder, ROWS / 100))
    }
    const peer = median(bare)
    return [
      { name: 'bare CSV to Parquet copy, 1,000,000 discharges', figure: peer, unit: 's' },
      { name: 'import of the same file', figure: median(ours), unit: 's', ratio: median(ours) / peer, limit: 2 },
      {
        name: 'import with one bad row in a hundred',
        figure: median(rejecting),
        unit: 's',
        ratio: median(rejecting) / peer,
      },
      { name: 'import speed', figure: Math.round(ROWS / median(ours)), unit: 'rows/s' },
      {
        name: 'memory of the process at its peak',
        figure: process.resourceUsage().maxRSS / 1024,
        unit: 'MiB',
        limit: 2048,
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function sql(statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Invented discharges: every column present, fees on two thirds of the items, identifiers unlike one another. */
async function generate(file: string, badEvery: number): Promise<void> {
  const fees = Array.from({ length: 24 }, (_, n) => {
    const value = n % 3 === 0 ? `(i % ${100 + n}) / 4.0` : n % 3 === 1 ? '0.00' : 'NULL'
    return { value, sql: `${value} AS D${11 + n}` }
  })
  // A front page agrees with itself: its fees make its total, its dates its length of stay.
  const total = fees.flatMap(({ value }) => (value === 'NULL' ? [] : [value])).join(' + ')
  const stay = badEvery > 0 ? `CASE WHEN i % ${badEvery} = 0 THEN 'x' ELSE (1 + i % 30)::VARCHAR END` : '1 + i % 30'
  await sql(`COPY (SELECT 'F' || lpad((i % ${FACILITIES})::VARCHAR, 5, '0') AS A01, 'R' || i AS A48, 1 AS A49,
    '9901011980' || lpad((i % 100000000)::VARCHAR, 8, '0') AS A20, '演示' || i % 1000 AS A11,
    '138' || lpad((i % 100000000)::VARCHAR, 8, '0') AS A27, DATE '1950-01-01' + (i % 20000)::INT AS A13, 1 + i % 2 AS A12C,
    i % 90 AS A14, '1' AS A46C, '990101' AS HOME_AREA, 1 AS B11C,
    TIMESTAMP '2026-09-01 08:00:00' + INTERVAL (i % 40000) MINUTE AS B12,
    TIMESTAMP '2026-09-01 08:00:00' + INTERVAL (i % 40000) MINUTE + INTERVAL (1 + i % 30) DAY AS B15, '0' || (3 + i % 7) AS B16C, ${stay} AS B20,
    'I21.00' || i % 9 AS C03C, CASE WHEN i % 3 = 0 THEN '36.0601' END AS C14x01C, '1' AS B34C,
    ${total} AS D01, 100.5 AS D09, ${fees.map(({ sql }) => sql).join(', ')}, 'BR21' AS DRG, 'CHS-1.1' AS DRG_VERSION
    FROM range(${ROWS}) t(i)) TO '${file}' (HEADER)`)
}

async function bareCopy(csv: string, parquet: string): Promise<number> {
  const started = performance.now()
  await sql(`COPY (FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`)
  const seconds = (performance.now() - started) / 1000
  if ((await stat(parquet)).size === 0) throw new Error('The bare copy wrote nothing.')
  await rm(parquet)
  return seconds
}

/** Seconds of one import into a lake that already knows the facilities. */
async function timeImport(lake: string, csv: string, folder: string, bad: number): Promise<number> {
  const into = async (name: string, path: string) => {
    const outcome = await importFile(request(lake, tableOf(name), path))
    if (outcome.kind !== 'published') throw new Error(`${name} was not published: ${JSON.stringify(outcome)}`)
    return outcome.batch
  }
  const areas = join(folder, 'areas.csv')
  const facilities = join(folder, 'facilities.csv')
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
  const started = performance.now()
  const batch = await into('discharge', csv)
  const seconds = (performance.now() - started) / 1000
  if (batch.rowsPublished !== ROWS - bad || batch.rowsRejected !== bad)
    throw new Error(`Expected ${bad} rejects of ${ROWS}: ${JSON.stringify(batch)}`)
  await rm(lake, { recursive: true })
  return seconds
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
    now: () => new Date(),
  }
}
