import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Mapping, wideMeaning } from '@cockpit/semantic-layer/packs/mapping'
import { z } from 'zod'
import { wideNames } from './match-header'

/** A mapping file that cannot be used; the message names what in it is wrong. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
}

/**
 * Reads a mapping and holds it against its table: every column, list, member and name it uses exists.
 * @param where path or name of the file, for the message
 * @throws MappingError
 */
export function checkMapping(text: string, where: string, tables: readonly WarehouseTable[]): Mapping {
  const fail = (problem: string) => new MappingError(`${where}: ${problem}`)
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw fail(`is not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
  const parsed = Mapping.safeParse(json)
  if (!parsed.success) throw fail(z.prettifyError(parsed.error))
  const mapping = parsed.data
  const table = tables.find(({ name }) => name === mapping.table)
  if (!table) throw fail(`names the table ${mapping.table}; known are ${tables.map(({ name }) => name).join(', ')}.`)
  const problems = [...problemsOf(mapping, table)]
  if (problems.length > 0) throw fail(problems.join(' '))
  return mapping
}

function* problemsOf(mapping: Mapping, table: WarehouseTable): Generator<string> {
  const plainColumns = new Set(table.columns.filter(({ type }) => type !== 'list').map(({ name }) => name))
  const { wide } = mapping
  for (const name of [...Object.keys(mapping.columns), ...(wide ? [...wideNames(wide), wide.value.column] : [])])
    if (!plainColumns.has(name)) yield `${table.name} has no column ${name} that a rule could fill.`
  for (const [header, meaning] of Object.entries(wide?.headers ?? {})) {
    if (typeof meaning === 'string' && wide?.into === undefined)
      yield `wide: the header ${header} has a text, but no \`into\` says for which column.`
    if (wide && Object.keys(wideMeaning(wide, meaning)).length !== wideNames(wide).length)
      yield `wide: the header ${header} does not name every column that the others name.`
  }
  for (const [name, members] of Object.entries(mapping.lists)) {
    const list = table.columns.find((column) => column.name === name)?.list
    if (!list) yield `${table.name} has no list column ${name}.`
    for (const member of Object.keys(members))
      if (list && !list.members.some((candidate) => candidate.name === member))
        yield `the list ${name} has no member ${member}; it has ${list.members.map((one) => one.name).join(', ')}.`
  }
  for (const [name, pattern] of Object.entries(mapping.read)) {
    try {
      if (new RegExp(`${pattern}|`).exec('')?.length === 1) yield `the pattern of {${name}} has no group in brackets.`
    } catch {
      yield `the pattern of {${name}} is no regular expression.`
    }
  }
  const templates = [
    ...Object.values(mapping.columns).flatMap(({ constant }) => constant ?? []),
    ...Object.values(wide?.headers ?? {}).flatMap((meaning) =>
      typeof meaning === 'string' ? meaning : Object.values(meaning),
    ),
  ]
  for (const template of templates)
    for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g))
      if (!(name in mapping.read))
        yield `{${name}} stands in "${template}", but \`read\` does not say where it is found.`
}
