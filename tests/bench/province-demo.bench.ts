import fs from 'node:fs'
import path from 'node:path'
import type { DemoScale } from '@cockpit/geo/demo/demo-region'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { DuckDBInstance } from '@duckdb/node-api'
import type { BenchRow } from './import.bench'
import { benchJudging } from './judging.bench'
import { PeakMemory } from './peak-memory'
import { RunningDemo, WEB } from './running-demo'
import { benchScreen } from './screen.bench'

/** Seconds a province may take on a slow or busy machine. */
const PATIENCE = 4 * 3600
const WHO = {
  'jobs/demo/load.ts': 'generator and importer',
  'jobs/main.ts': 'jobs',
  'semantic-layer/server/main.ts': 'semantic layer',
} as const

/** A province of real size by the README's own command: how long, how many rows, how large, how much memory. */
export async function benchProvinceDemo(data: string, scale: DemoScale = 'province'): Promise<BenchRow[]> {
  const demo = new RunningDemo(data, scale, PATIENCE)
  const memory = new PeakMemory(data, Object.keys(WHO))
  try {
    const { firstScreen, complete } = await demo.start()
    const screen = await benchScreen(WEB)
    const judging = await benchJudging(demo)
    const lake = path.join(data, 'lake')
    const { partitions } = await currentManifest(lake)
    const parts = (table: string) => partitions.filter((part) => part.table === table)
    const rows = (table: string) => parts(table).reduce((sum, part) => sum + part.rows, 0)
    const files = parts('visit_day').map(({ file }) => path.join(lake, file))
    const bytes = partitions.reduce((sum, { file }) => sum + fs.statSync(path.join(lake, file)).size, 0)
    return [
      { name: `${scale}: sign-in page answers`, figure: firstScreen, unit: 's' },
      { name: `${scale}: generated, imported and judged`, figure: complete / 60, unit: 'min' },
      { name: `${scale}: discharges`, figure: rows('discharge') / 1e6, unit: 'M rows' },
      { name: `${scale}: visits and income by department and day`, figure: rows('visit_day') / 1e6, unit: 'M rows' },
      { name: `${scale}: facility-days`, figure: (await facilityDays(files)) / 1e6, unit: 'M' },
      { name: `${scale}: the lake`, figure: bytes / 1e9, unit: 'GB' },
      ...[...memory.peaks].map(
        ([script, mib]): BenchRow => ({
          name: `${scale}: memory of ${WHO[script as keyof typeof WHO]} at its peak`,
          figure: mib,
          unit: 'MiB',
          // The semantic layer may hold more: a quarter of the machine for rollups and questions.
          ...(script.startsWith('jobs') ? { limit: 2048 } : {}),
        }),
      ),
      ...[...screen, ...judging].map((row) => ({ ...row, name: `${scale}: ${row.name}` })),
    ]
  } finally {
    memory.stop()
    await demo.stop()
    fs.rmSync(data, { recursive: true, force: true })
  }
}

/** Days on which a facility reported visits, whatever the number of its departments. */
async function facilityDays(files: readonly string[]): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' })
  const connection = await instance.connect()
  try {
    const names = files.map((file) => `'${file}'`).join(', ')
    const counted = await connection.runAndReadAll(
      `SELECT sum(days) FROM (SELECT count(DISTINCT visit_date) AS days FROM read_parquet([${names}]) GROUP BY facility_id)`,
    )
    return Number(counted.getRowsJS()[0]?.[0])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
