import { randomUUID } from 'node:crypto'
import { mkdir, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { publishedColumns, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export type RawRow = Readonly<Record<string, string | number | null>>
export type RawTables = Readonly<Record<string, readonly RawRow[]>>

type Given = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/**
 * Publishes rows as the importer would leave them: one Parquet partition a table, one manifest. A table given again replaces its
 * rows. `publishedAt` is the instant the manifest tells.
 */
export async function publishRows(
  data: string,
  declared: readonly WarehouseTable[],
  rows: Given,
  publishedAt: string,
): Promise<number> {
  const parts = Object.entries(rows).map(([table, content]) => ({ table, content }))
  return publish(data, declared, parts, publishedAt, (part) => part.table in rows)
}

/**
 * The same with a partition a table and month, as files that came month by month leave them. A month given again replaces the table's rows of that month; a
 * table without dates is given whole.
 */
export async function publishMonths(
  data: string,
  declared: readonly WarehouseTable[],
  rows: Given,
  publishedAt: string,
): Promise<number> {
  const parts = Object.entries(rows).flatMap(([table, content]) => {
    const dateColumn = declared.find(({ name }) => name === table)?.dateColumn
    const byMonth = new Map<string, (typeof content)[number][]>()
    for (const row of content) {
      const month = dateColumn ? String(row[dateColumn] ?? '').slice(0, 7) : ''
      byMonth.set(month, [...(byMonth.get(month) ?? []), row])
    }
    return [...byMonth].map(([month, content]) => ({ table, month, content }))
  })
  return publish(data, declared, parts, publishedAt, ({ table, from }) =>
    parts.some((part) => part.table === table && (part.month === '' || part.month === (from ?? '').slice(0, 7))),
  )
}

async function publish(
  data: string,
  declared: readonly WarehouseTable[],
  parts: readonly { readonly table: string; readonly content: Given[string] }[],
  publishedAt: string,
  replaces: (part: Partition) => boolean,
): Promise<number> {
  const lake = join(data, 'lake')
  await mkdir(join(lake, 'parts'), { recursive: true })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const partitions: Omit<Partition, 'version'>[] = []
  try {
    for (const { table, content } of parts)
      partitions.push(await writePart(connection, lake, tableOf(declared, table), content))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
  const { manifest } = await commitManifest(lake, (current, { version }) => ({
    publishedAt,
    tables: {
      ...current.tables,
      ...Object.fromEntries(parts.map(({ table }) => [table, { version, publishedAt }])),
    },
    partitions: [
      ...current.partitions.filter((part) => !replaces(part)),
      ...partitions.map((part) => ({ ...part, version })),
    ],
    batches: current.batches,
  }))
  return manifest.version
}

function tableOf(declared: readonly WarehouseTable[], name: string): WarehouseTable {
  const table = declared.find((one) => one.name === name)
  if (!table) throw new Error(`no pack declares ${name}`)
  return table
}

async function writePart(
  connection: DuckDBConnection,
  lake: string,
  table: WarehouseTable,
  content: Given[string],
): Promise<Omit<Partition, 'version'>> {
  const stamp = randomUUID()
  const { name, dateColumn } = table
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
  const days = dateColumn ? content.map((row) => String(row[dateColumn]).slice(0, 10)).sort() : []
  return {
    ...{ table: name, file, batch: stamp, rows: content.length, bytes: 1, sha256: '' },
    ...{ from: days[0] ?? null, to: days.at(-1) ?? null },
  }
}
