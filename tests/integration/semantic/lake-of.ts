import { randomUUID } from 'node:crypto'
import { mkdir, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { publishedColumns, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'

export type RawRow = Readonly<Record<string, string | number | null>>
export type RawTables = Readonly<Record<string, readonly RawRow[]>>

/**
 * Publishes rows as the importer would leave them: one Parquet partition a table, one manifest. A table given again replaces its
 * rows. `publishedAt` is the instant the manifest tells.
 */
export async function publishRows(
  data: string,
  declared: readonly WarehouseTable[],
  rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
  publishedAt: string,
): Promise<number> {
  const lake = join(data, 'lake')
  await mkdir(join(lake, 'parts'), { recursive: true })
  const stamp = randomUUID()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const partitions: Partition[] = []
  for (const [name, content] of Object.entries(rows)) {
    const table = declared.find((one) => one.name === name)
    if (!table) throw new Error(`no pack declares ${name}`)
    const columns = publishedColumns(table)
    const source = join(lake, `${name}-${stamp}.json`)
    await writeFile(source, content.map((row) => JSON.stringify(row)).join('\n'))
    const file = `parts/${name}-${stamp}.parquet`
    const types = columns.map((column) => `${quoteText(column.name)}: ${quoteText(sqlType(column))}`).join(', ')
    await connection.run(
      `COPY (SELECT * FROM read_json(${quoteText(source)}, format = 'newline_delimited', columns = {${types}}))
       TO ${quoteText(join(lake, file))} (FORMAT parquet, FIELD_IDS ${fieldIdsSql(columns.map((column) => column.name))})`,
    )
    await unlink(source)
    const days = table.dateColumn ? content.map((row) => String(row[table.dateColumn ?? '']).slice(0, 10)).sort() : []
    partitions.push({
      table: name,
      file,
      batch: stamp,
      rows: content.length,
      bytes: 1,
      sha256: '',
      from: days[0] ?? null,
      to: days.at(-1) ?? null,
    })
  }
  connection.closeSync()
  instance.closeSync()
  const { manifest } = await commitManifest(lake, (current, { version }) => ({
    publishedAt,
    tables: {
      ...current.tables,
      ...Object.fromEntries(Object.keys(rows).map((name) => [name, { version, publishedAt }])),
    },
    partitions: [...current.partitions.filter((part) => !(part.table in rows)), ...partitions],
    batches: current.batches,
  }))
  return manifest.version
}
