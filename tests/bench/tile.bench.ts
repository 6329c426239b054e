import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@cockpit/db/database'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { loadFacilities, loadTerritory } from '@cockpit/geo/territory-store'
import { systemActor } from '@cockpit/jobs/system-actor'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { fieldId } from '@cockpit/semantic-layer/lake/field-id'
import type { Manifest, Partition } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { startSemanticLayer } from '@cockpit/semantic-layer/server/server'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { BenchRow } from './import.bench'
import type { RunningDemo } from './running-demo'

const WANTED = { discharge: 10_000_000, visit_day: 12_800_000 } as const
const SECRET = 'bench-only-secret-of-enough-characters'

/** One tile: what the cockpit asks, and the same sum in SQL over the same files. */
interface Tile {
  readonly query: { indicators: string[]; territory: string; period: string; by?: string; series?: string }
  readonly sql: string
}

/**
 * Tiles and drills over ten million discharges and 12.8 million facility-days: the demo's rows, repeated in a lake of their
 * own. Uncached questions differ from one another; cached ones are the same again; the bare peer is the hand-written SQL.
 */
export async function benchTiles(demo: RunningDemo): Promise<BenchRow[]> {
  const data = path.join(demo.data, 'large')
  const lake = path.join(data, 'lake')
  const packs = await loadPacks(packRoots(undefined))
  const tables = packs.flatMap((pack) => pack.tables)
  const rows = await enlarge(path.join(demo.data, 'lake'), lake)
  const layer = await startSemanticLayer({ data, port: 4677, secret: SECRET, log: () => undefined })
  const db = database(demo.facts().database)
  const instance = await DuckDBInstance.create(':memory:')
  const bare = await instance.connect()
  try {
    for (const statement of viewStatements(await currentManifest(lake), tables, lake)) await bare.run(statement)
    const territory = await loadTerritory(db)
    const facilities = new Map((await loadFacilities(db)).map((facility) => [facility.id, facility]))
    const cube = { url: layer.url, secret: SECRET, patience: 120_000 }
    // As the web asks.
    const publications = new Publications(cube)
    const ports: AskPorts = { cube, publications, territory, facilities, demo: true, now: () => new Date() }
    const asker = systemActor(territory)
    const ask = async ({ query }: Tile) => {
      const result = await askIndicators(IndicatorQuery.parse(query), asker, ports)
      if (!result.ok) throw new Error(result.message)
    }
    const months = await monthsIn(bare)
    const cities = territory.children(territory.roots[0]?.code as never).map((area) => area.code)
    const tiles = tilesFor(cities, months)
    // Rollups are built in the background after a publication; a person who comes later finds them.
    for (const tile of tiles.slice(0, 6)) await ask(tile)
    await sleep(20_000)
    const uncached = await timeAll(tiles.slice(6), ask)
    const cached = await timeAll(tiles.slice(6), ask)
    const peer = await timeAll(tiles.slice(6), async ({ sql }) => {
      await bare.runAndReadAll(sql)
    })
    const size = `${(rows.discharge / 1e6).toFixed(1)} M discharges, ${(rows.visit_day / 1e6).toFixed(1)} M facility-days`
    return [
      { name: `tile or drill, first asked, p95 (${size})`, figure: p95(uncached), unit: 'ms', limit: 200 },
      { name: 'the same SQL bare, p95', figure: p95(peer), unit: 'ms' },
      {
        name: 'tile against bare SQL',
        figure: p95(uncached),
        unit: 'ms',
        ratio: p95(uncached) / p95(peer),
        limit: 1.5,
      },
      { name: 'tile or drill, asked again, p95', figure: p95(cached), unit: 'ms', limit: 20 },
    ]
  } finally {
    bare.closeSync()
    instance.closeSync()
    await layer.close()
    await db.$disconnect()
    fs.rmSync(data, { recursive: true, force: true })
  }
}

/** Every partition of the two large tables becomes one of enough copies of its rows. @returns rows by table */
async function enlarge(from: string, to: string): Promise<Record<keyof typeof WANTED, number>> {
  const manifest = await currentManifest(from)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const counts = { discharge: 0, visit_day: 0 }
  const partitions: Partition[] = []
  const total = (table: string) =>
    manifest.partitions.filter((part) => part.table === table).reduce((sum, part) => sum + part.rows, 0)
  for (const part of manifest.partitions) {
    const target = path.join(to, part.file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    const table = part.table
    if (table !== 'discharge' && table !== 'visit_day') {
      fs.copyFileSync(path.join(from, part.file), target)
      partitions.push(part)
      continue
    }
    const copies = Math.ceil(WANTED[table] / total(table))
    const source = `read_parquet('${path.join(from, part.file)}')`
    const names = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`))
      .getRows()
      .map((row) => String(row[0]))
    const ids = names.map((name) => `"${name}": ${fieldId(name)}`).join(', ')
    await connection.run(`COPY (SELECT ${names.map((name) => `s."${name}"`).join(', ')} FROM ${source} s, range(${copies}))
      TO '${target}' (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {${ids}})`)
    counts[table] += part.rows * copies
    partitions.push({ ...part, rows: part.rows * copies, bytes: fs.statSync(target).size, sha256: '' })
  }
  connection.closeSync()
  instance.closeSync()
  const { version: _, ...state }: Manifest = { ...manifest, partitions }
  await commitManifest(to, () => state)
  return counts
}

async function monthsIn(bare: DuckDBConnection): Promise<string[]> {
  const reader = await bare.runAndReadAll(
    "SELECT DISTINCT strftime(visit_date, '%Y-%m') AS month FROM visit_day ORDER BY month DESC LIMIT 12",
  )
  return reader.getRows().map((row) => String(row[0]))
}

function tilesFor(cities: readonly string[], months: readonly string[]): Tile[] {
  const inCity = (city: string) => `f.county_code IN (SELECT area_code FROM area WHERE city_code = '${city}')`
  const tiles: Tile[] = []
  for (const [index, month] of months.entries())
    for (const city of cities) {
      const during = (column: string) => `strftime(${column}, '%Y-%m') = '${month}'`
      const joined = (table: string) => `FROM ${table} t JOIN facility f USING (facility_id) WHERE ${inCity(city)}`
      const place = { territory: city, period: month }
      if (index % 3 === 0)
        tiles.push({
          query: { ...place, indicators: ['income.drugShare', 'income.total'], by: 'children' },
          sql: `SELECT f.county_code, sum(drug_income - herbal_income) / sum(outpatient_income + inpatient_income),
            sum(outpatient_income + inpatient_income) ${joined('visit_day')} AND ${during('visit_date')} GROUP BY 1`,
        })
      else if (index % 3 === 1)
        tiles.push({
          query: { ...place, indicators: ['inpatient.discharges', 'inpatient.costIndex'], by: 'facility' },
          sql: `SELECT t.facility_id, count(*), sum(cost_total / nullif(r.mean_cost, 0)) FILTER (los_days <= 60) / count(r.drg_code)
            FROM discharge t JOIN facility f USING (facility_id)
            LEFT JOIN drg_reference r ON r.drg_code = t.drg_code AND r.drg_version = t.drg_version
            WHERE ${inCity(city)} AND ${during('discharged_at')} GROUP BY 1`,
        })
      else
        tiles.push({
          query: {
            territory: city,
            period: `${months.at(-1)}..${months[0]}`,
            indicators: ['outpatient.visits'],
            series: 'month',
          },
          sql: `SELECT strftime(visit_date, '%Y-%m'), sum(outpatient_visits + emergency_visits) ${joined('visit_day')} GROUP BY 1`,
        })
    }
  const seen = new Set<string>()
  return tiles.filter(({ query }) => {
    const key = JSON.stringify(query)
    return seen.has(key) ? false : seen.add(key)
  })
}

async function timeAll(tiles: readonly Tile[], run: (tile: Tile) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (const tile of tiles) {
    const started = performance.now()
    await run(tile)
    times.push(performance.now() - started)
  }
  return times
}

function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
