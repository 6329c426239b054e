import type { WarehouseTable } from './contract'
import { PackError } from './folders'

/** The views a table has beside its own: of its past and of its lists. */
export function derivedViews({ name, history, columns }: WarehouseTable): string[] {
  return [
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
  }
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
