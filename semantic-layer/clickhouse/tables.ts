import type { WarehouseTable } from '../packs/contract'
import type { WarehouseAddress } from './address'
import { quoted, type StoredColumn, storedColumns } from './types'

/**
 * How the lake stands in ClickHouse.
 *
 *   lake_row_<table>   rows of all loaded partition files; `_load` says by which load they came (`_part` is ClickHouse's own word)
 *   lake_part          loads that are complete: which file, how many rows. Written after its rows were counted
 *   lake_live          which loads a showing shows
 *   lake_said_<view>   the small views of the lake (publications, batches, dimensions with a past), copied; `_load` as above
 *   lake_shown         one row a showing; the newest is what readers see
 *
 * A showing is one manifest of the lake, made visible. Everything it needs is written under its number before its row appears in
 * `lake_shown`, and that row is the switch: a reader takes the newest number once a query and sees that state whole. What a killed
 * load leaves behind carries a `_load` that no showing names.
 */
export const SHOWN = 'lake_shown'
export const LIVE = 'lake_live'
export const PART = 'lake_part'
export const SCHEMA = 'lake_schema'

export function rowTable(table: string): string {
  return `lake_row_${table}`
}

export function saidTable(view: string): string {
  return `lake_said_${view}`
}

/** Qualified name in the warehouse's database. */
export function at(address: WarehouseAddress, name: string): string {
  return `${quoted(address.database)}.${quoted(name)}`
}

export function onCluster({ cluster }: WarehouseAddress): string {
  return cluster === null ? '' : ` ON CLUSTER ${quoted(cluster)}`
}

/** A replicated table keeps itself equal on every host of the cluster; path and replica come from the servers' macros. */
function engine({ cluster }: WarehouseAddress): string {
  return cluster === null ? 'MergeTree' : 'ReplicatedMergeTree'
}

/** The loader's own tables. `showing` is also the partition, so that an old one is dropped whole. */
const OWN: readonly {
  readonly name: string
  readonly columns: string
  readonly order: string
  readonly parted: boolean
}[] = [
  {
    name: PART,
    columns: "part UInt64, table_name String, file String, rows UInt64, loaded_at DateTime64(3, 'UTC')",
    order: 'table_name, file',
    parted: false,
  },
  { name: LIVE, columns: 'showing UInt64, part UInt64', order: 'showing, part', parted: true },
  {
    name: SHOWN,
    columns: "showing UInt64, version Int64, published_at String, shown_at DateTime64(3, 'UTC')",
    order: 'showing',
    parted: false,
  },
  { name: SCHEMA, columns: "hash String, made_at DateTime64(3, 'UTC')", order: 'made_at', parted: false },
]

/** Statements that make the tables, or add the columns a pack has gained. Each may run again at any time. */
export function tableStatements(address: WarehouseAddress, tables: readonly WarehouseTable[]): string[] {
  return [
    ...OWN.map(
      ({ name, columns, order, parted }) =>
        `CREATE TABLE IF NOT EXISTS ${at(address, name)}${onCluster(address)} (${columns}) ENGINE = ${engine(address)}${
          parted ? ' PARTITION BY showing' : ''
        } ORDER BY (${order})`,
    ),
    ...tables.flatMap((table) => rowTableStatements(address, table)),
  ]
}

/** A small view of the lake: one load for each content it has had. */
export function saidStatements(address: WarehouseAddress, view: string, columns: readonly StoredColumn[]): string[] {
  const name = at(address, saidTable(view))
  const declared = columns.map((column) => `${quoted(column.name)} ${column.type}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${name}${onCluster(address)} (${declared.join(', ')}, _load UInt64) ENGINE = ${engine(
      address,
    )} ORDER BY _load`,
    addColumns(address, name, declared),
  ]
}

function addColumns(address: WarehouseAddress, name: string, declared: readonly string[]): string {
  return `ALTER TABLE ${name}${onCluster(address)} ${declared.map((column) => `ADD COLUMN IF NOT EXISTS ${column}`).join(', ')}`
}

/**
 * By facility, then day, then key: what most questions filter and group by. By month on disk, so that a question about a month opens
 * that month.
 */
function rowTableStatements(address: WarehouseAddress, table: WarehouseTable): string[] {
  const columns = storedColumns(table)
  const name = at(address, rowTable(table.name))
  const order = [...new Set([table.facilityColumn, table.dateColumn, ...table.key])].flatMap((one) =>
    one === undefined ? [] : [quoted(one)],
  )
  const month = table.dateColumn === undefined ? '' : ` PARTITION BY toYYYYMM(${quoted(table.dateColumn)})`
  const declared = columns.map((column) => `${quoted(column.name)} ${column.type}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${name}${onCluster(address)} (${declared.join(', ')}, _load UInt64 CODEC(Delta, ZSTD(1))) ENGINE = ${engine(
      address,
    )}${month} ORDER BY (${order.join(', ')}) SETTINGS allow_nullable_key = 1`,
    addColumns(address, name, declared),
  ]
}
