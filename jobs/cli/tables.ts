import type { Column, ListMember, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { json, table } from './print'
import { UsageError } from './trouble'

/**
 * What files must look like, straight from the packs: every table, or one of them column by column. Needs nothing running.
 * @throws UsageError when there is no such table
 */
export async function showTables(name: string | undefined, asJson: boolean): Promise<void> {
  const tables = (await loadPacks(packRoots(process.env.COCKPIT_PACKS))).flatMap((pack) => pack.tables)
  if (name === undefined) {
    if (asJson) return console.log(json(tables))
    const rows = tables.map((one) => [
      one.name,
      one.title.zh,
      one.grain,
      one.key.join(', '),
      String(one.columns.length),
    ])
    return console.log(table([['table', '名称', 'one row is', 'key', 'columns'], ...rows]))
  }
  const found = tables.find((one) => one.name === name)
  if (!found) throw new UsageError(`there is no table ${name}; there are ${tables.map((one) => one.name).join(', ')}.`)
  console.log(asJson ? json(found) : described(found))
}

function described(found: WarehouseTable): string {
  const rows = found.columns.flatMap((one) => [
    ...(one.list ? one.list.members.map((member) => memberRow(one.list?.count ?? 0, member)) : [columnRow(one)]),
  ])
  const checks = [
    ...found.checks.map(({ severity, tolerance = 0, id, message }) => ({
      severity: severity === 'refuse' ? `refuse > ${tolerance * 100} %` : severity,
      id,
      message,
    })),
    ...[...(found.outliers ?? []), ...(found.twins ?? [])].map(({ id, message }) => ({
      severity: 'flag',
      id,
      message,
    })),
  ].map(({ severity, id, message }) => `  ${severity.padEnd(6)} ${id}: ${message.en}`)
  return [
    `${found.name}, ${found.title.zh}: one row is one ${found.grain}; key ${found.key.join(', ')}`,
    ...(found.sentBy === 'commission'
      ? ['written by the commission: an institution sends it only where registered']
      : []),
    table([['header', '名称', 'type', '', 'accepted'], ...rows]),
    ...(checks.length > 0 ? ['checks', ...checks] : []),
  ].join('\n')
}

function columnRow(one: Column): string[] {
  return [one.headers.join(' / '), one.title.zh, one.type, one.required ? 'required' : '', limits(one)]
}

/** `#` in the header is the number of the entry, 01 to the last. */
function memberRow(count: number, { headers, title, type, values, codeSet }: ListMember): string[] {
  const accepted = [
    `# = 01 to ${String(count).padStart(2, '0')}`,
    values?.join(' '),
    codeSet ? `code of ${codeSet.set}` : '',
  ]
  return [headers.join(' / '), title.zh, type, '', accepted.filter(Boolean).join('; ')]
}

function limits(column: Column): string {
  const range = [column.min === undefined ? '' : `≥ ${column.min}`, column.max === undefined ? '' : `≤ ${column.max}`]
  const identifier = { drop: 'never stored', hash: 'stored as a keyed hash' }
  return [
    column.values?.join(' '),
    ...range,
    column.references ? `in ${column.references.table}.${column.references.column}` : '',
    column.codeSet ? `code of ${column.codeSet.set}` : '',
    column.identifier ? identifier[column.identifier] : '',
  ]
    .filter(Boolean)
    .join('; ')
}
