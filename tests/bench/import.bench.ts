import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareCopy, lakeIn, type Timing, timeImport, writeFrontPages } from './front-pages'

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
const TRIES = 3

/**
 * Import of a front-page CSV of a million discharges against DuckDB's bare `COPY` of the same file to Parquet in the same
 * compression. Both are run in turn several times and the median of each is taken, so that a neighbour on the machine
 * disturbs both alike. A second file has one bad row in a hundred.
 */
export async function benchImport(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
  try {
    const clean = join(folder, 'clean.csv')
    const dirty = join(folder, 'dirty.csv')
    await writeFrontPages(clean, ROWS, 0)
    await writeFrontPages(dirty, ROWS, 100)
    const bare: Timing[] = []
    const ours: Timing[] = []
    const rejecting: Timing[] = []
    for (let n = 0; n < TRIES; n++) {
      bare.push(await bareCopy(clean, join(folder, 'bare.parquet')))
      ours.push(await timeImport(lakeIn(folder, `clean-${n}`), clean, ROWS, 0))
      rejecting.push(await timeImport(lakeIn(folder, `dirty-${n}`), dirty, ROWS, ROWS / 100))
    }
    const seconds = (timings: readonly Timing[]) => median(timings.map((timing) => timing.seconds))
    const cpu = (timings: readonly Timing[]) => median(timings.map((timing) => timing.cpu))
    const peer = seconds(bare)
    const row = (name: string, figure: number, of: number) => ({ name, figure, unit: 's', ratio: figure / of })
    return [
      { name: 'bare CSV to Parquet copy, 1,000,000 discharges', figure: peer, unit: 's' },
      { ...row('import of the same file', seconds(ours), peer), limit: 2 },
      row('the same in seconds of processor time', cpu(ours), cpu(bare)),
      row('import with one bad row in a hundred', seconds(rejecting), peer),
      { name: 'import speed', figure: Math.round(ROWS / seconds(ours)), unit: 'rows/s' },
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
