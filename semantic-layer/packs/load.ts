import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { memberFault } from '@cockpit/domain/rules/composite-members'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { z } from 'zod'
import type { Board, DemoGenerator, Pack, Reconciliation, WarehouseTable } from './contract'
import { checkViews } from './derived-views'
import { findPackFolders, PackError } from './folders'

/**
 * Reads every pack at or below the folders: `tables.ts` (export `tables`), `reconciliations.ts` (export `reconciliations`), `rules.ts` (export `rules`), `board.ts` (export `board`),
 * each of them optional. Sorted by name.
 * @throws PackError naming the pack and file when a name stands twice or a reference leads nowhere.
 */
export async function loadPacks(folders: readonly string[]): Promise<Pack[]> {
  const packs = await Promise.all(
    findPackFolders(folders).map(async ({ name, folder }): Promise<Pack> => {
      const tables = await part<readonly WarehouseTable[]>(folder, 'tables.ts', 'tables')
      const reconciliations = await part<readonly Reconciliation[]>(folder, 'reconciliations.ts', 'reconciliations')
      const rules = await part<Pack['rules']>(folder, 'rules.ts', 'rules')
      const board = await part<Board>(folder, 'board.ts', 'board')
      return {
        name,
        folder,
        tables: tables ?? [],
        reconciliations: reconciliations ?? [],
        rules: rules ?? [],
        board: board ?? null,
      }
    }),
  )
  checkPacks(packs)
  return packs
}

/** The demo generators, by pack; kept apart so that a product without demo data never loads them. */
export async function loadDemo(folders: readonly string[]): Promise<{ pack: string; generate: DemoGenerator }[]> {
  const found: { pack: string; generate: DemoGenerator }[] = []
  for (const { name, folder } of findPackFolders(folders)) {
    const generate = await part<DemoGenerator>(folder, 'demo.ts', 'default')
    if (generate) found.push({ pack: name, generate })
  }
  return found
}

async function part<T>(folder: string, file: string, name: string): Promise<T | undefined> {
  const path = join(folder, file)
  if (!existsSync(path)) return undefined
  const module: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(path).href)
  if (module[name] === undefined)
    throw new PackError(
      `${path} does not export ${name}; add \`export ${name === 'default' ? 'default' : `const ${name}`}\`.`,
    )
  return module[name] as T
}

/** Names are unique over all packs, and every reference leads to a column that exists. Pure. */
export function checkPacks(packs: readonly Pack[]): void {
  const tables = new Map<string, WarehouseTable>()
  const rules = new Map<string, Pack['rules'][number]>()
  for (const pack of packs) {
    for (const table of pack.tables) {
      if (tables.has(table.name)) throw new PackError(`Pack ${pack.name}: the table ${table.name} exists already.`)
      tables.set(table.name, table)
    }
    for (const rule of pack.rules) {
      if (rules.has(rule.id)) throw new PackError(`Pack ${pack.name}: the rule ${rule.id} exists already.`)
      const sound = RuleDefinition.safeParse(rule)
      if (!sound.success)
        throw new PackError(`Pack ${pack.name}: the rule ${rule.id} is not sound. ${z.prettifyError(sound.error)}`)
      rules.set(rule.id, rule)
    }
    if (pack.board && pack.board.pack !== pack.name)
      throw new PackError(`Pack ${pack.name}: its board says it belongs to ${pack.board.pack}.`)
  }
  for (const rule of rules.values()) checkMembers(rule, rules)
  for (const table of tables.values()) checkTable(table, tables)
  checkViews(tables.values())
  for (const pack of packs)
    for (const { id, left, right } of pack.reconciliations)
      for (const { table } of [left, right])
        if (!tables.get(table)?.facilityColumn || !tables.get(table)?.dateColumn)
          throw new PackError(
            `Pack ${pack.name}: the reconciliation ${id} compares ${table}, which is no table with a facility and a date.`,
          )
}

/** A composite is made of rules that exist, about the same kind of place and step, none of them a composite itself. */
function checkMembers(rule: Pack['rules'][number], rules: ReadonlyMap<string, Pack['rules'][number]>): void {
  const fault = memberFault(rule, (id) => rules.get(id))
  if (fault) throw new PackError(`The rule ${rule.id} names ${fault.id}, ${fault.says}.`)
}

function checkTable(table: WarehouseTable, tables: ReadonlyMap<string, WarehouseTable>): void {
  const columns = new Set(table.columns.map((column) => column.name))
  if (columns.size !== table.columns.length)
    throw new PackError(`Table ${table.name}: a column name stands twice; names are unique within a table.`)
  const named = [
    ...table.key,
    ...table.checks.map((check) => check.column),
    ...(table.dateColumn ? [table.dateColumn] : []),
    ...(table.facilityColumn ? [table.facilityColumn] : []),
    ...(table.outliers ?? []).flatMap(({ column, by }) => [column, ...by]),
    ...(table.history
      ? [...table.history.entity, table.history.from, ...(table.history.successor ? [table.history.successor] : [])]
      : []),
  ]
  for (const name of named)
    if (!columns.has(name)) throw new PackError(`Table ${table.name} names the column ${name}, which it does not have.`)
  if (table.owedBy.length > 0 && !(table.dateColumn && table.facilityColumn))
    throw new PackError(`Table ${table.name} is owed by facilities; it needs dateColumn and facilityColumn.`)
  for (const column of table.columns) {
    if ((column.type === 'list') !== (column.list !== undefined))
      throw new PackError(
        `Table ${table.name}, column ${column.name}: a column of type list, and only one, says its \`list\`.`,
      )
    const target = column.references
    if (target && !tables.get(target.table)?.columns.some((other) => other.name === target.column))
      throw new PackError(
        `Table ${table.name}, column ${column.name}: refers to ${target.table}.${target.column}, which no pack has.`,
      )
  }
}
