import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { table } from '@cockpit/jobs/cli/print'
import { benchDrill } from './drill.bench'
import { benchEvaluate } from './evaluate.bench'
import { benchEvaluateAsked } from './evaluate-asked.bench'
import { type BenchRow, benchImport } from './import.bench'
import { benchJudging } from './judging.bench'
import { benchLive } from './live.bench'
import { benchProvince } from './province.bench'
import { benchProvinceDemo } from './province-demo.bench'
import { RunningDemo, WEB } from './running-demo'
import { benchScreen } from './screen.bench'
import { benchStart } from './start.bench'
import { benchTiles } from './tile.bench'

/**
 * `npm run bench`: runs every bench, prints the table and writes it with date and machine to RESULTS.md. `-- --province` adds the import
 * of ten million rows. Names of benches run those alone and write nothing; `-- province-demo` is run in no other way: it takes an hour.
 */
const data = path.join(os.tmpdir(), `cockpit-bench-${process.pid}`)
const demo = new RunningDemo(data)
const rows: BenchRow[] = []
const benches: [string, () => Promise<BenchRow[]>][] = [
  ['start', () => benchStart(demo)],
  ['screen', () => benchScreen(WEB)],
  ['drill', () => benchDrill(demo, WEB)],
  ['live update', () => benchLive(demo)],
  ['judging', () => benchJudging(demo)],
  ['tiles', () => benchTiles(demo)],
  // The demo is stopped first: its parts would share the two cores with the import and not with its peer alike.
  ['import', () => demo.stop().then(benchImport)],
  ['evaluate', () => demo.stop().then(benchEvaluate)],
  ['evaluate-asked', () => demo.stop().then(benchEvaluateAsked)],
  ...(process.argv.includes('--province') ? [['province', benchProvince] as [string, typeof benchProvince]] : []),
]
if (process.argv.includes('province-demo')) benches.push(['province-demo', () => benchProvinceDemo(data)])
const asked = process.argv.slice(2).filter((argument) => argument !== '--province')
const WITHOUT_DEMO = ['import', 'evaluate', 'evaluate-asked', 'province', 'province-demo']
const alone = asked.length > 0 && asked.every((name) => WITHOUT_DEMO.includes(name))
try {
  for (const [name, bench] of benches) {
    if (asked.length > 0 && !asked.includes(name) && (alone || name !== 'start')) continue
    console.error(`bench: ${name}`)
    rows.push(...(await bench()))
  }
} finally {
  await demo.stop()
  fs.rmSync(data, { recursive: true, force: true })
}

const met = ({ figure, ratio, limit }: BenchRow) =>
  limit === undefined ? '' : (ratio ?? figure) <= limit ? 'yes' : 'NO'
const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
const cells = rows.map((row) => [
  row.name,
  `${round(row.figure)} ${row.unit}`,
  row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} x`,
  row.limit === undefined ? '' : `${row.limit}${row.ratio === undefined ? ` ${row.unit}` : ' x'}`,
  met(row),
])
const head = ['what', 'figure', 'against its peer', 'limit', 'met']
console.log(table([head, ...cells], [1, 2, 3]))

const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor'
const machine = `${os.cpus().length} x ${cpu}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${os.type()} ${os.release()}`
const load = os.loadavg()[0]?.toFixed(1)
const markdown = [
  '# Bench results',
  '',
  'Written by `npm run bench`. Figures with a peer are ratios of one run, so that a slower machine does not change them.',
  '',
  `${new Date().toISOString().slice(0, 10)} · ${machine} · load ${load} at the end`,
  '',
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...cells.map((row) => `| ${row.join(' | ')} |`),
  '',
]
if (asked.length === 0) fs.writeFileSync(path.join(import.meta.dirname, 'RESULTS.md'), markdown.join('\n'))
if (rows.some((row) => met(row) === 'NO')) process.exitCode = 1
