import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImportRequest, importFile } from '@cockpit/jobs/ingest/import-file'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance, type JS } from '@duckdb/node-api'
import type { SampleLake } from './sample-lake'

export const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  name,
  type,
  headers: [],
  title: { zh: name, en: name },
  required: false,
  ...more,
})

export const words = (en: string) => ({ zh: en, en })

/** A table for one test. */
export function trialTable(
  name: string,
  columns: readonly Column[],
  key: readonly string[],
  more: Partial<WarehouseTable> = {},
): WarehouseTable {
  return { name, title: words(name), grain: 'row', columns, key, checks: [], owedBy: [], ...more }
}

let files = 0

export async function tryImport(
  sample: SampleLake,
  table: WarehouseTable,
  text: string | Buffer,
  more: Partial<ImportRequest> = {},
) {
  const path = await sample.write(text, `trial-${++files}.csv`)
  return importFile({ ...sample.request('bed_day', path), table, ...more })
}

/** Imports what must be published. */
export async function tryPublish(
  sample: SampleLake,
  table: WarehouseTable,
  text: string | Buffer,
  more: Partial<ImportRequest> = {},
) {
  const outcome = await tryImport(sample, table, text, more)
  if (outcome.kind !== 'published') throw new Error(`${table.name} was not published: ${JSON.stringify(outcome)}`)
  return outcome
}

/** The answer of a query over the published rows of a trial's table. */
export async function trialRows(sample: SampleLake, table: WarehouseTable, sql: string): Promise<Record<string, JS>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const statement of viewStatements(await currentManifest(sample.lake), [table], sample.lake))
      await connection.run(statement)
    return (await connection.runAndReadAll(sql)).getRowObjectsJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A reject file as records by header, and its text. */
export async function rejectsOf(
  sample: SampleLake,
  file: string | null,
): Promise<{ headers: string[]; rows: Record<string, string>[]; text: string }> {
  if (file === null) return { headers: [], rows: [], text: '' }
  const text = (await readFile(join(sample.lake, file), 'utf8')).replace(/^\ufeff/, '')
  const [headers = [], ...rows] = parseCsv(text)
  return {
    headers,
    rows: rows.map((row) => Object.fromEntries(headers.map((name, at) => [name, row[at] ?? '']))),
    text,
  }
}

export function writeCsv(headers: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const quote = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  return `${[headers.map(quote), ...rows.map((row) => headers.map((name) => quote(row[name] ?? '')))].map((row) => row.join(',')).join('\n')}\n`
}

/** A plain RFC 4180 reader of the tests' own. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',') {
      row.push(cell)
      cell = ''
    } else if (char === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += char
  }
  return rows
}
