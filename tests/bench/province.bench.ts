import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeFrontPages } from './front-pages'
import type { BenchRow } from './import.bench'
import { bareCopy, lakeIn } from './import-one'

const ROWS = 10_000_000
const Alone = z.object({ seconds: z.number(), cpu: z.number(), peakMiB: z.number() })

/**
 * A year's discharges of a province in one file, one bad row in a thousand: against the bare copy of the same file, before and after
 * it, and with the memory of a process that does nothing else. Takes ten gigabytes of disk.
 */
export async function benchProvince(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-province-'))
  try {
    const csv = join(folder, 'discharges.csv')
    await writeFrontPages(csv, ROWS, 1000)
    const size = (await stat(csv)).size / 1e9
    const before = await bareCopy(csv, join(folder, 'bare.parquet'))
    const child = await promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', join(import.meta.dirname, 'import-alone.ts')],
      ...[lakeIn(folder, 'province'), csv, String(ROWS), String(ROWS / 1000)],
    ])
    const ours = Alone.parse(JSON.parse(child.stdout))
    const after = await bareCopy(csv, join(folder, 'bare.parquet'))
    const bare = (before.seconds + after.seconds) / 2
    return [
      { name: `bare copy, 10,000,000 discharges (${size.toFixed(1)} GB)`, figure: bare, unit: 's' },
      {
        name: 'import of the same file, one bad row in a thousand',
        figure: ours.seconds,
        unit: 's',
        ratio: ours.seconds / bare,
        limit: 2,
      },
      {
        name: 'the same in seconds of processor time',
        figure: ours.cpu,
        unit: 's',
        ratio: (2 * ours.cpu) / (before.cpu + after.cpu),
      },
      { name: 'import speed', figure: Math.round(ROWS / ours.seconds), unit: 'rows/s' },
      { name: 'memory of that process at its peak', figure: ours.peakMiB, unit: 'MiB', limit: 2048 },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
