import { Command } from 'commander'
import { grantOver, type PlaceOptions } from './granted-place'
import { json, table } from './print'
import { Trouble, UsageError } from './trouble'
import { withDatabase } from './with-database'

interface AddOptions extends PlaceOptions {
  readonly tables?: string[]
}

interface TablesOptions {
  readonly default?: boolean
}

export function senderVerb(): Command {
  const sender = new Command('sender').description('machines that post files with a token, and what they may send')
  sender.addHelpText(
    'after',
    `
A sender of facilities may send every table that names a facility but those that the commission writes about it (grades, inspections,
licences, rule hits); \`catalogue tables <name>\` says which. Tables that are registered count alone: they narrow, or give one of the others.

Examples:
  npm run -s cockpit -- sender add "演示医院前置机" --facility 990101-1
  npm run -s cockpit -- sender add "演示县平台" --area 990101 --tables bed_day visit_day
  npm run -s cockpit -- sender tables 019a0c52-5d1f-7cc3-b7d0-0c8d6a1f2e11 discharge bed_day
  npm run -s cockpit -- sender tables 019a0c52-5d1f-7cc3-b7d0-0c8d6a1f2e11 --default
  npm run -s cockpit -- sender list`,
  )
  sender
    .command('add')
    .description('register a machine; its token is printed this once')
    .argument('<name>', 'whose machine it is')
    .option('--facility <id...>', 'the facilities it may report for')
    .option('--area <code>', 'the area whose facilities it may report for; a whole province binds it to none')
    .option('--tables <name...>', 'the only tables it may send')
    .action(add)
  sender
    .command('list')
    .description('the machines and what they may send')
    .option('--json', 'everything, for a program')
    .action(list)
  sender
    .command('tables')
    .description('register other tables for a machine')
    .argument('<id>', 'as `sender list` shows it')
    .argument('[names...]', 'the only tables it may send')
    .option('--default', 'those that its territory allows')
    .action(register)
  sender
    .command('revoke')
    .description('its token is worth nothing from now on; files of it that wait are refused')
    .argument('<id>', 'as `sender list` shows it')
    .action(revoke)
  return sender
}

async function add(name: string, { tables = [], ...place }: AddOptions): Promise<void> {
  const { createSender } = await import('@cockpit/db/senders/senders')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  await withDatabase(async (db) => {
    const grant = await grantOver(db, place, { role: 'sender', sensitivity: 'aggregate' })
    const input = { name, grant, tables: await knownTables(tables) }
    const made = await createSender(db, SYSTEM, input, new Date())
    if (!made.ok) throw new Trouble(made.refusal)
    console.error('The token is shown this once; give it to the sender by a safe way.')
    console.log(json({ id: made.id, token: made.token }))
  })
}

async function list({ json: whole }: { readonly json?: boolean }): Promise<void> {
  const { listSenders } = await import('@cockpit/db/senders/senders')
  const senders = await withDatabase(listSenders)
  if (whole) return console.log(json(senders))
  const rows = senders.map(({ id, name, grant, tables, revokedAt }) => {
    const place = grant?.territory
    const where = place?.kind === 'area' ? place.code : (place?.ids.join(' ') ?? 'unreadable, nothing')
    return [id, name, revokedAt ? 'revoked' : 'valid', where, tables.join(' ') || 'by its territory']
  })
  console.log(
    rows.length === 0 ? 'no sender is registered' : table([['id', 'name', 'state', 'of', 'tables'], ...rows], []),
  )
}

async function register(id: string, names: string[], options: TablesOptions): Promise<void> {
  if ((names.length === 0) === !options.default) throw new UsageError('name the tables, or say --default.')
  const { registerTables } = await import('@cockpit/db/senders/senders')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  const tables = await knownTables(names)
  const done = await withDatabase((db) => registerTables(db, SYSTEM, id, tables, new Date()))
  if (!done.ok) throw new UsageError(`there is no valid sender ${id}; \`sender list\` shows them.`)
  console.log(`${id}: ${tables.length > 0 ? tables.join(', ') : 'the tables that its territory allows'}`)
}

async function revoke(id: string): Promise<void> {
  const { revokeSender } = await import('@cockpit/db/senders/senders')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  const done = await withDatabase((db) => revokeSender(db, SYSTEM, id, new Date()))
  if (!done.ok) throw new UsageError(`there is no valid sender ${id}; \`sender list\` shows them.`)
  console.log(`${id} is revoked`)
}

/** @throws UsageError for a table that no pack has, or that nobody sends */
async function knownTables(names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const { loadPacks } = await import('@cockpit/semantic-layer/packs/load')
  const { packRoots } = await import('@cockpit/semantic-layer/packs/folders')
  const packs = await loadPacks(packRoots(process.env.COCKPIT_PACKS))
  const known = packs.flatMap(({ tables }) => tables.filter(({ system }) => !system).map((table) => table.name))
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new UsageError(`no such table: ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  return [...new Set(names)]
}
