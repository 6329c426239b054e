import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '@cockpit/domain/random/random'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldIdsSql } from '../lake/field-id'
import { EMPTY_MANIFEST, type Manifest } from '../lake/manifest'
import { viewStatements } from '../lake/views'
import { checkViews } from '../packs/derived-views'
import { tables as inpatient } from '../packs/inpatient/tables'
import { completedViews } from './completed-views'

interface Page {
  readonly facility_id: string
  readonly record_no: string
  readonly day: string
  readonly drg_code: string | null
  readonly drg_version: string | null
}
interface Result extends Page {
  readonly version_from: string
  readonly weight: number | null
  readonly ungrouped_reason: string | null
}

let lake: string
beforeAll(async () => {
  lake = await mkdtemp(join(tmpdir(), 'completed-'))
})
afterAll(() => rm(lake, { recursive: true }))

const chance = random(20261122, 'completed views')
const pick = <T>(values: readonly T[]) => values[chance.below(values.length)] as T
/** Few record numbers and days, so that many pages have several results, and some two pages of one day. */
const pages: Page[] = Array.from({ length: 120 }, () => ({
  facility_id: pick(['F1', 'F2']),
  record_no: `R${chance.below(30)}`,
  day: pick(['2025-12-31', '2026-01-01']),
  drg_code: pick(['ES31', null]),
  drg_version: 'PAGE',
}))
const results: Result[] = []
for (let n = 0; n < 90; n++) {
  const outcome = pick(['grouped', 'main-diagnosis-unknown', 'grouper-no-answer'])
  const row: Result = {
    facility_id: pick(['F1', 'F2', 'F3']),
    record_no: `R${chance.below(30)}`,
    day: pick(['2025-12-31', '2026-01-01']),
    drg_version: pick(['A', 'B', 'C']),
    version_from: pick(['2024-01-01', '2026-01-01']),
    drg_code: outcome === 'grouped' ? `G${n}` : null,
    weight: outcome === 'grouped' ? n / 10 : null,
    ungrouped_reason: outcome === 'grouped' ? null : outcome,
  }
  const same = (one: Result) =>
    (['facility_id', 'record_no', 'day', 'drg_version'] as const).every((name) => one[name] === row[name])
  if (!results.some(same)) results.push(row)
}

/** Worked out page by page: a fault of the grouper last, then the later day, then the name of the version. */
function naive(page: Page) {
  const about = results
    .filter((one) => one.facility_id === page.facility_id && one.record_no === page.record_no && one.day === page.day)
    .map((one) => ({
      one,
      rank: `${one.ungrouped_reason === 'grouper-no-answer' ? 0 : 1} ${one.version_from} ${one.drg_version}`,
    }))
    .sort((a, b) => (a.rank < b.rank ? 1 : -1))
  const [first] = about
  const said = first?.one
  return [
    page.facility_id,
    page.record_no,
    page.day,
    said ? said.drg_code : page.drg_code,
    said ? said.drg_version : page.drg_version,
    said?.weight ?? null,
    said?.ungrouped_reason ?? null,
  ]
}

const KEYS = "facility_id: 'VARCHAR', record_no: 'VARCHAR', drg_code: 'VARCHAR', drg_version: 'VARCHAR'"
const SAID = "day: 'DATE', version_from: 'DATE', weight: 'DOUBLE', ungrouped_reason: 'VARCHAR'"

const COLUMNS =
  "facility_id, record_no, strftime(discharged_on, '%Y-%m-%d'), drg_code, drg_version, result_weight, ungrouped_reason"

/** Rows of a query over the views of a lake with the pages and these results. */
async function asked(
  resultRows: readonly Result[],
  sql = `SELECT ${COLUMNS} FROM discharge_grouped`,
): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  /** Written as the importer leaves it: Parquet with field ids, `day` under the table's own name. */
  const written = async (table: string, rows: readonly object[], types: string, select: string) => {
    await writeFile(join(lake, 'rows.json'), rows.map((row) => JSON.stringify(row)).join('\n'))
    await connection.run(
      `CREATE OR REPLACE TABLE staged AS SELECT ${select}, * EXCLUDE (day)
       FROM read_json('${lake}/rows.json', format = 'newline_delimited', columns = {${KEYS}, ${types}})`,
    )
    const described = (await connection.runAndReadAll('DESCRIBE staged')).getRowsJS()
    const file = `${table}.parquet`
    const ids = fieldIdsSql(described.map(([name]) => String(name)))
    await connection.run(`COPY staged TO '${lake}/${file}' (FORMAT parquet, FIELD_IDS ${ids})`)
    return { table, file, batch: 'b', rows: rows.length, bytes: 1, sha256: '', from: null, to: null }
  }
  const partitions = [await written('discharge', pages, "day: 'DATE'", "day + TIME '23:59:00' AS discharged_at")]
  if (resultRows.length > 0) partitions.push(await written('drg_result', resultRows, SAID, 'day AS discharged_on'))
  const manifest: Manifest = { ...EMPTY_MANIFEST, version: 1, partitions }
  for (const statement of [...viewStatements(manifest, inpatient, lake), ...completedViews(manifest, inpatient)])
    await connection.run(statement)
  return (await connection.runAndReadAll(sql)).getRowsJS() as unknown[][]
}

interface Operator {
  readonly operator_name?: string
  readonly operator_cardinality?: number
  readonly children?: readonly Operator[]
}

function operatorsOf(plan: Operator): Operator[] {
  return [plan, ...(plan.children ?? []).flatMap(operatorsOf)]
}

const sorted = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort()

describe('front pages with what groupers made of them', () => {
  test('every page stands once, with the newest version, a fault of the grouper last; the others keep their own group', async () => {
    const expected = pages.map(naive)
    expect(new Set(expected.map((row) => row[6])).size).toBe(3)
    expect(expected.filter((row) => row[4] === 'PAGE').length).toBeGreaterThan(10)
    expect(sorted(await asked(results))).toEqual(sorted(expected))
  })

  test('a question about a day sorts out that day’s results and no others', async () => {
    // As the model asks it, see `facilityCube`.
    const question = `SELECT count(drg_code) FROM (
      SELECT x.*, CAST(x.day AS TIMESTAMP) AS day_at FROM (SELECT d.drg_code AS drg_code, d.discharged_on AS day FROM discharge_grouped d) x
    ) WHERE day_at >= '2026-01-01T00:00:00.000Z'::timestamptz AND day_at <= '2026-01-01T23:59:59.999Z'::timestamptz`
    const day = results.filter((one) => one.day === '2026-01-01')
    const [[, plan] = []] = await asked(results, `EXPLAIN (ANALYZE, FORMAT json) ${question}`)
    const windows = operatorsOf(JSON.parse(String(plan))).filter(({ operator_name: name }) => name === 'WINDOW')
    expect(windows.map((one) => one.operator_cardinality)).toEqual([day.length])
    const expected = pages.filter((page) => page.day === '2026-01-01').filter((page) => naive(page)[3] !== null)
    expect(await asked(results, question)).toEqual([[BigInt(expected.length)]])
  })

  test('a lake without results shows the pages as they are, under the same columns', async () => {
    const expected = pages.map((page) => [
      page.facility_id,
      page.record_no,
      page.day,
      page.drg_code,
      page.drg_version,
      null,
      null,
    ])
    expect(sorted(await asked([]))).toEqual(sorted(expected))
  })
})

test('a table that completes another by what either lacks is refused', () => {
  const result = inpatient.find(({ name }) => name === 'drg_result')
  if (!result?.completes) throw new Error('drg_result completes nothing')
  const { completes } = result
  const others = inpatient.filter(({ name }) => name !== 'drg_result')
  for (const wrong of [
    { table: 'nowhere' },
    { replaces: ['mdc'] },
    { match: { admission: 'd.admission_no' } },
    { adds: { weight: 'cost_total' } },
    { view: 'case_diagnosis' },
  ])
    expect(() => checkViews([...others, { ...result, completes: { ...completes, ...wrong } }])).toThrow('drg_result')
})
