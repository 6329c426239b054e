import type { Completion, WarehouseTable } from './contract'
import { PackError } from './folders'

/** The views a table has beside its own: of its past, of its lists, of the table it completes. */
export function derivedViews({ name, history, columns, completes }: WarehouseTable): string[] {
  return [
    ...(completes ? [completes.view] : []),
    ...(history ? [`${name}_at`] : []),
    ...(history?.successor ? [`${name}_now`] : []),
    ...columns.flatMap(({ list }) => (list ? [list.view] : [])),
  ]
}

/**
 * Every table and view has a name of its own, and a table with a past is keyed by its entity and the day.
 * @throws PackError naming the table
 */
export function checkViews(tables: Iterable<WarehouseTable>): void {
  const declared = [...tables]
  const taken = new Set(declared.map(({ name }) => name))
  for (const table of declared) {
    for (const view of derivedViews(table)) {
      if (taken.has(view))
        throw new PackError(`Table ${table.name}: its view ${view} has the name of another table or view.`)
      taken.add(view)
    }
    if (table.history) checkHistory(table, table.history)
    if (table.completes) checkCompletion(table, table.completes, declared)
  }
}

function checkCompletion(
  { name, columns, dateColumn }: WarehouseTable,
  { table, match, replaces, adds }: Completion,
  declared: readonly WarehouseTable[],
): void {
  const other = declared.find((one) => one.name === table)
  if (!other || other.history) throw new PackError(`Table ${name} completes ${table}, which is no table of facts.`)
  const own = new Set(columns.map((column) => column.name))
  const theirs = new Set(other.columns.map((column) => column.name))
  for (const column of [...Object.keys(match), ...replaces, ...Object.keys(adds)])
    if (!own.has(column)) throw new PackError(`Table ${name} completes ${table} by ${column}, which it does not have.`)
  for (const column of replaces)
    if (!theirs.has(column)) throw new PackError(`Table ${name} replaces ${table}.${column}, which does not exist.`)
  for (const column of [...Object.values(adds), ...(dateColumn && dateColumn in match ? [dateColumn] : [])])
    if (theirs.has(column)) throw new PackError(`Table ${name} adds ${column} to ${table}, which has it already.`)
}

function checkHistory({ name, key, columns }: WarehouseTable, history: NonNullable<WarehouseTable['history']>): void {
  const wanted = [...history.entity, history.from]
  if (key.length !== wanted.length || wanted.some((column) => !key.includes(column)))
    throw new PackError(`Table ${name} keeps its past; its key must be ${wanted.join(', ')}.`)
  if (columns.find((column) => column.name === history.from)?.type !== 'date')
    throw new PackError(`Table ${name}: ${history.from}, from which its rows hold, must be a date.`)
  if (history.successor !== undefined && history.entity.length !== 1)
    throw new PackError(`Table ${name}: a successor is named by one column, so its entity must be one column too.`)
}
