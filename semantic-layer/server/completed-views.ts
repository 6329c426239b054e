import type { Manifest } from '../lake/manifest'
import { publishedColumns, quoteName, sqlType } from '../lake/sql'
import type { Completion, WarehouseTable } from '../packs/contract'

/**
 * A view for every table that completes another (`Completion`): the other's published columns without lists, and what is said of each row
 * beside them. Of several rows about one fact the first of `newest` counts, so every fact stands exactly once. Plain SQL: the same text
 * runs on DuckDB and on ClickHouse.
 *
 * A lake into which nobody has sent a row of the completing table does not pay for the join: there the view is the facts as they are.
 */
export function completedViews(manifest: Manifest, tables: readonly WarehouseTable[]): string[] {
  return tables.flatMap((table) => {
    const { completes } = table
    const other = tables.find(({ name }) => name === completes?.table)
    if (!completes || !other) return []
    const sent = manifest.partitions.some((partition) => partition.table === table.name && partition.rows > 0)
    const rows = sent ? joined(table, completes, other) : alone(table, completes, other)
    return [`CREATE OR REPLACE VIEW ${quoteName(completes.view)} AS ${rows}`]
  })
}

const AS_ASKED = '::TIMESTAMP::TIMESTAMPTZ'

/** The completing table's day and what it is of the other's; none where it has no day. */
function dayOf({ dateColumn }: WarehouseTable, match: Completion['match']): [own: string, theirs: string][] {
  return Object.entries(match).filter(([own]) => own === dateColumn)
}

function daysShown(table: WarehouseTable, match: Completion['match']): string[] {
  return dayOf(table, match).map(([own, theirs]) => `${theirs} AS ${quoteName(own)}`)
}

function alone(table: WarehouseTable, { adds, match }: Completion, other: WarehouseTable): string {
  const types = new Map(table.columns.map((column) => [column.name, sqlType(column)]))
  const none = Object.entries(adds).map(([from, name]) => `NULL::${types.get(from)} AS ${quoteName(name)}`)
  return `SELECT ${[...shown(other), ...daysShown(table, match), ...none].join(', ')} FROM ${quoteName(other.name)} d`
}

function joined(table: WarehouseTable, { match, newest, replaces, adds }: Completion, other: WarehouseTable): string {
  const keys = Object.keys(match)
  const said = [...new Set([...keys, ...replaces, ...Object.keys(adds)])]
  // Names of its own: ClickHouse gives a column that two joined tables have no plain name.
  const ofResult = (name: string) => quoteName(`said_${name}`)
  const first = keys[0] ?? ''
  const columns = shown(other, (name) =>
    replaces.includes(name)
      ? `CASE WHEN g.${ofResult(first)} IS NULL THEN d.${quoteName(name)} ELSE g.${ofResult(name)} END`
      : `d.${quoteName(name)}`,
  )
  const added = Object.entries(adds).map(([from, name]) => `g.${ofResult(from)} AS ${quoteName(name)}`)
  const on = Object.entries(match).map(([own, theirs]) => `g.${ofResult(own)} = ${theirs}`)
  // Said again as a question names its days (`day_at` of a cube, against an instant): only so does DuckDB carry the question's days over to the
  // results, and a question about a month sorts out that month's results instead of all.
  for (const [own, theirs] of dayOf(table, match)) on.push(`g.${ofResult(own)}${AS_ASKED} = ${theirs}${AS_ASKED}`)
  return `SELECT ${[...columns, ...daysShown(table, match), ...added].join(', ')} FROM ${quoteName(other.name)} d
    LEFT JOIN (
      SELECT ${said.map((name) => `n.${quoteName(name)} AS ${ofResult(name)}`).join(', ')} FROM (
        SELECT r.*, row_number() OVER (PARTITION BY ${keys.map((name) => `r.${quoteName(name)}`).join(', ')} ORDER BY ${newest.join(', ')}) AS place
        FROM ${quoteName(table.name)} r
      ) n WHERE n.place = 1
    ) g ON ${on.join(' AND ')}`
}

function shown(other: WarehouseTable, of: (name: string) => string = (name) => `d.${quoteName(name)}`): string[] {
  return publishedColumns(other)
    .filter(({ type }) => type !== 'list')
    .map(({ name }) => `${of(name)} AS ${quoteName(name)}`)
}
