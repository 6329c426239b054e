import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@cockpit/db/database'
import { commitManifest } from '@cockpit/semantic-layer/lake/commit'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import type { Partition } from '@cockpit/semantic-layer/lake/manifest'
import { publishedColumns, quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'
import { publishRows } from '../integration/semantic/lake-of'

/** Returns of an institution and month: four tables whose cubes measure more than forty indicators. */
export const RETURNS = ['visit_day', 'bed_day', 'medication_month', 'resource_snapshot'] as const

/** One institution in so many is odd in the newest month. */
export const ODD = 1000

/** Publishes the areas and institutions of a database as the warehouse knows them. */
export async function writeProvincePlaces(
  data: string,
  tables: readonly WarehouseTable[],
  db: Database,
): Promise<void> {
  const areas = await db.area.findMany()
  const facilities = await db.facility.findMany({ orderBy: { id: 'asc' } })
  const above = new Map(areas.map(({ code, parent }) => [code, parent]))
  const level = new Map(areas.map((area) => [area.code, area.level]))
  const cityOf = (code: string) => (level.get(above.get(code) ?? '') === 'city' ? above.get(code) : null)
  const province = areas.find((area) => area.level === 'province')?.code
  await publishRows(
    data,
    tables,
    {
      area: areas.map(({ code, nameZh, nameEn, level, parent }) => ({
        ...{ area_code: code, name_zh: nameZh, name_en: nameEn, level, parent_code: parent, province_code: province },
        city_code: level === 'city' ? code : level === 'county' ? cityOf(code) : null,
      })),
      facility: facilities.map(({ id, nameZh, nameEn, countyCode, tier, category }) => ({
        ...{ facility_id: id, name_zh: nameZh, name_en: nameEn, county_code: countyCode, tier, category },
      })),
    },
    new Date().toISOString(),
  )
}

/**
 * Publishes returns of a province's institutions, one row an institution and month in each of four tables: invented numbers around a level of the institution's own,
 * never far from it, but of one institution in a thousand ten times as much in the newest month.
 * @param months first days of all months, oldest first
 * @param some those of them to publish now
 * @returns rows
 */
export async function writeReturns(
  data: string,
  tables: readonly WarehouseTable[],
  db: Database,
  months: readonly string[],
  some: readonly string[],
): Promise<number> {
  const facilities = await db.facility.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
  const lake = join(data, 'lake')
  await mkdir(join(lake, 'parts'), { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' })
  const connection = await instance.connect()
  try {
    await connection.run(`CREATE TABLE place (id VARCHAR)`)
    const appender = await connection.createAppender('place')
    for (const { id } of facilities) {
      appender.appendVarchar(id)
      appender.endRow()
    }
    appender.closeSync()
    await connection.run(`CREATE TABLE held AS SELECT unnest([${some.map(quoteText).join(', ')}])::DATE AS month`)
    const partitions: Partition[] = []
    for (const name of RETURNS) {
      const table = tables.find((one) => one.name === name)
      if (!table) throw new Error(`no pack declares ${name}`)
      const file = `parts/${name}-bench-${some[0]}.parquet`
      const columns = publishedColumns(table)
      const values = columns.map((column) => `${numbersOf(table, column, months)} AS ${quoteName(column.name)}`)
      await connection.run(
        `COPY (SELECT ${values.join(', ')} FROM place CROSS JOIN held ORDER BY month, id)
         TO ${quoteText(join(lake, file))} (FORMAT parquet, COMPRESSION zstd, FIELD_IDS ${fieldIdsSql(columns.map((column) => column.name))})`,
      )
      partitions.push({
        ...{ table: name, file, batch: 'bench', rows: facilities.length * some.length, sha256: '' },
        ...{ bytes: statSync(join(lake, file)).size, from: some[0] ?? null, to: lastDay(some.at(-1) ?? '') },
      })
    }
    await commitManifest(lake, (current, { version }) => ({
      publishedAt: new Date().toISOString(),
      tables: {
        ...current.tables,
        ...Object.fromEntries(RETURNS.map((name) => [name, { version, publishedAt: new Date().toISOString() }])),
      },
      partitions: [...current.partitions, ...partitions.map((part) => ({ ...part, version }))],
      batches: current.batches,
    }))
    return partitions.reduce((sum, { rows }) => sum + rows, 0)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** What is part of something else is about a fifth of it. */
const PART =
  /_(essential|antibacterial|reviewed|sound)$|^(emergency|appointment|checkup|herbal|occupied)_|^icu_|^(ct|mri|linac)$/

function numbersOf(table: WarehouseTable, column: { name: string; type: string }, months: readonly string[]): string {
  const { name } = column
  const type = sqlType(column as never)
  if (name === table.facilityColumn) return 'id'
  // A row of days stands for its month on its last day, so that the newest month is whole.
  if (name === table.dateColumn) return name === 'month_start' ? 'month' : 'last_day(month)'
  if (name === '_batch') return `'bench'`
  if (type === 'VARCHAR') return `'全院'`
  if (name.startsWith('_')) return `CAST(NULL AS ${type})`
  // Chance between nought and one that is the same in every run.
  const chance = (...of: readonly string[]) => `(hash(${of.join(', ')}) % 10000) / 10000.0`
  const level = `${PART.test(name) ? 60 : 300} * (1 + ${chance('id')})`
  const noise = `sqrt(${level}) * 3.4 * (${chance('id', 'month', quoteText(name))} - 0.5)`
  const odd = `CASE WHEN hash(id) % ${ODD} = 0 AND month = DATE ${quoteText(months.at(-1) ?? '')} AND hash(${quoteText(name)}) % 2 = 0 THEN 10 ELSE 1 END`
  return `CAST((${level} + ${noise}) * ${odd} AS ${type})`
}

function lastDay(month: string): string {
  const next = new Date(`${month}T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1, 0)
  return next.toISOString().slice(0, 10)
}
