import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemoMonth } from './demo-month'
import { allBut, facilities, writeFrontPages } from './front-pages'
import { bareCopy, lakeIn, type Timing, timeImport } from './import-one'

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
 * Import of front pages against DuckDB's bare `COPY` of the same file to Parquet in the same compression: a month of the demo at province
 * size with its planted faults, and a million invented pages without any. Both are run in turn several times and the median of each is
 * taken, so that a neighbour on the machine disturbs both alike.
 */
export async function benchImport(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
  try {
    const month = await writeDemoMonth(folder)
    let imported = 0
    const demo = await inTurn(folder, 'demo', month.csv, (lake) =>
      timeImport(lake, month.csv, month.facilities, ({ rowsRead, rowsPublished }) => {
        imported = rowsRead
        if (rowsPublished < 0.99 * rowsRead)
          throw new Error(`Only ${rowsPublished} of ${rowsRead} rows were published.`)
      }),
    )
    const clean = join(folder, 'clean.csv')
    await writeFrontPages(clean, ROWS, 0)
    const invented = await inTurn(folder, 'clean', clean, (lake) =>
      timeImport(lake, clean, facilities, allBut(0, ROWS)),
    )
    return [
      {
        name: 'bare CSV to Parquet copy of a month of the demo at province size',
        figure: demo.bare.seconds,
        unit: 's',
      },
      { ...against(`import of the same file, ${(imported / 1e6).toFixed(2)} M discharges`, demo, 'seconds'), limit: 2 },
      against('the same in seconds of processor time', demo, 'cpu'),
      { name: 'import speed', figure: Math.round(imported / demo.ours.seconds), unit: 'rows/s' },
      { name: 'bare copy of 1,000,000 invented discharges without a fault', figure: invented.bare.seconds, unit: 's' },
      against('import of the same file', invented, 'seconds'),
      against('the same in seconds of processor time', invented, 'cpu'),
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

interface Pair {
  readonly bare: Timing
  readonly ours: Timing
}

async function inTurn(
  folder: string,
  name: string,
  csv: string,
  ours: (lake: string) => Promise<Timing>,
): Promise<Pair> {
  const timings: Pair[] = []
  for (let n = 0; n < TRIES; n++)
    timings.push({
      bare: await bareCopy(csv, join(folder, 'bare.parquet')),
      ours: await ours(lakeIn(folder, `${name}-${n}`)),
    })
  const middle = (of: 'bare' | 'ours'): Timing => ({
    seconds: median(timings.map((pair) => pair[of].seconds)),
    cpu: median(timings.map((pair) => pair[of].cpu)),
  })
  return { bare: middle('bare'), ours: middle('ours') }
}

function against(name: string, { bare, ours }: Pair, what: keyof Timing): BenchRow {
  return { name, figure: ours[what], unit: 's', ratio: ours[what] / bare[what] }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
