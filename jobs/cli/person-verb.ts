import type { Database } from '@cockpit/db/database'
import type { Grant } from '@cockpit/domain/access/grant'
import { Command, Option } from 'commander'
import { grantOver, type PlaceOptions } from './granted-place'
import { json, table } from './print'
import { Trouble, UsageError } from './trouble'
import { withDatabase } from './with-database'

interface GrantOptions extends PlaceOptions {
  readonly role?: string
  readonly sensitivity: string
}

interface AddOptions extends GrantOptions {
  readonly name: string
  readonly locale: 'zh-CN' | 'en'
  readonly passwordStdin?: boolean
}

const REFUSALS: Readonly<Record<string, string>> = {
  'bad-username': 'a name to sign in with has 3 to 30 letters, digits, dots or underscores.',
  'bad-password': 'a password has 8 to 128 characters.',
  'name-missing': 'say who it is: --name.',
  taken: 'somebody signs in by this name already; `person list` shows everybody.',
  'separate-administrators': 'the three administrators are three people: nobody is two of them.',
  'machine-role': 'a display and a sender are machines; `sender add` registers one.',
}

export function personVerb(): Command {
  const person = new Command('person').description('people who sign in, and what they may')
  person.addHelpText(
    'after',
    `
An installation begins with its three administrators, each a person of their own: the system administrator makes accounts, the security
administrator says what they may, the audit administrator reads what both did. All else they do on screen; this works while nobody can sign in.

Examples:
  npm run -s cockpit -- person add wang.xt --name "王某" --role systemAdmin --area 990000
  npm run -s cockpit -- person add li.jd --name "李某" --role supervisor --area 990101 --sensitivity case
  npm run -s cockpit -- person add zhao.yy --name "赵某" --role institution --facility 990101-1 --sensitivity facility
  npm run -s cockpit -- person grant li.jd --role planner --area 990000 --sensitivity facility
  npm run -s cockpit -- person password li.jd
  npm run -s cockpit -- person list`,
  )
  const roles = new Option(
    '--role <role>',
    'what the person may: leader, supervisor, commander, planner, institution, …',
  )
  const placed = (command: Command) =>
    command
      .addOption(roles)
      .option('--area <code>', 'the area the role holds in, with all below it')
      .option('--facility <id...>', 'the facilities it holds for, each alone')
      .addOption(
        new Option('--sensitivity <how>', 'how close to a person numbers may come')
          .choices(['aggregate', 'facility', 'case'])
          .default('aggregate'),
      )
  placed(person.command('add'))
    .description('make an account; without --password-stdin a password is made and printed this once')
    .argument('<username>', 'the name to sign in with')
    .requiredOption('--name <name>', 'who it is')
    .addOption(new Option('--locale <locale>', 'language of the screens').choices(['zh-CN', 'en']).default('zh-CN'))
    .option('--password-stdin', 'read the password from the standard input')
    .action(add)
  person
    .command('list')
    .description('everybody who signs in, and what they may')
    .option('--json', 'everything, for a program')
    .action(list)
  placed(person.command('grant')).description('one more grant').argument('<username>').action(grant)
  placed(person.command('revoke'))
    .description('take grants away: all of a role, or the one that is named with its place')
    .argument('<username>')
    .action(revoke)
  person
    .command('password')
    .description('another password; every session of the person ends')
    .argument('<username>')
    .option('--password-stdin', 'read it from the standard input; else one is made and printed this once')
    .action(password)
  person
    .command('disable')
    .description('shut the account; every session ends, what the person did stays')
    .argument('<username>')
    .action((username: string) => setState(username, true))
  person
    .command('enable')
    .description('open a shut account again')
    .argument('<username>')
    .action((username: string) => setState(username, false))
  return person
}

async function add(username: string, options: AddOptions): Promise<void> {
  const { createPerson, SYSTEM } = await import('@cockpit/db/people/create-person')
  const given = options.passwordStdin ? await firstLine() : await newPassword()
  await withDatabase(async (db) => {
    const grants = options.role ? [await roleOver(db, options)] : []
    const { name, locale } = options
    const made = await createPerson(db, SYSTEM, { username, name, locale, password: given, grants }, new Date())
    if (!made.ok) throw refusalOf(made.refusal)
    if (grants.length === 0) console.error('The account sees nothing until it has a grant: `person grant`.')
    tell(made.id, username, options.passwordStdin ? null : given)
  })
}

async function list({ json: whole }: { readonly json?: boolean }): Promise<void> {
  const { listPeople } = await import('@cockpit/db/people/list-people')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  const people = await withDatabase(async (db) => {
    const all = []
    for (let after: string | undefined; ; ) {
      const page = await listPeople(db, SYSTEM, { limit: 200, ...(after ? { after } : {}) })
      if (!page.ok) throw new Trouble(page.refusal)
      all.push(...page.rows)
      if (page.next === null) return all
      after = page.next
    }
  })
  if (whole) return console.log(json(people))
  const rows = people.map(({ username, name, disabledAt, demo, grants }) => [
    username,
    name,
    `${disabledAt ? 'shut' : 'open'}${demo ? ', demo' : ''}`,
    grants.map(inWords).join('; ') || 'nothing',
  ])
  console.log(
    rows.length === 0
      ? 'there is nobody yet: `person add`'
      : table([['username', 'name', 'state', 'may'], ...rows], []),
  )
}

async function grant(username: string, options: GrantOptions): Promise<void> {
  if (!options.role) throw new UsageError('name the role: --role.')
  await regrant(username, async (db, held) => [...held, await roleOver(db, options)])
}

async function revoke(username: string, options: GrantOptions): Promise<void> {
  if (!options.role) throw new UsageError('name the role: --role.')
  const one = options.area !== undefined || options.facility !== undefined
  await regrant(username, async (db, held) => {
    const gone = one ? inWords(await roleOver(db, options)) : null
    const left = held.filter((has) => (gone === null ? has.role !== options.role : inWords(has) !== gone))
    if (left.length === held.length) throw new UsageError(`${username} has no such grant; \`person list\` shows them.`)
    return left
  })
}

async function regrant(username: string, change: (db: Database, held: Grant[]) => Promise<Grant[]>): Promise<void> {
  const { changeGrants } = await import('@cockpit/db/people/change-grants')
  const { grantsKept } = await import('@cockpit/db/people/grants-of')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  await withDatabase(async (db) => {
    const { id } = await known(db, username)
    const grants = await change(db, await grantsKept(db, id))
    const done = await changeGrants(db, SYSTEM, { personId: id, grants }, new Date())
    if (!done.ok) throw refusalOf(done.refusal)
    console.log(`${username}: ${grants.map(inWords).join('; ') || 'nothing'}`)
  })
}

async function password(username: string, { passwordStdin }: { readonly passwordStdin?: boolean }): Promise<void> {
  const { resetPassword } = await import('@cockpit/db/people/change-account')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  const given = passwordStdin ? await firstLine() : await newPassword()
  await withDatabase(async (db) => {
    const { id } = await known(db, username)
    const done = await resetPassword(db, SYSTEM, { personId: id, password: given }, new Date())
    if (!done.ok) throw refusalOf(done.refusal)
    tell(id, username, passwordStdin ? null : given)
  })
}

async function setState(username: string, disabled: boolean): Promise<void> {
  const { setDisabled } = await import('@cockpit/db/people/change-account')
  const { SYSTEM } = await import('@cockpit/db/people/create-person')
  await withDatabase(async (db) => {
    const { id } = await known(db, username)
    const done = await setDisabled(db, SYSTEM, { personId: id, disabled }, new Date())
    if (!done.ok) throw refusalOf(done.refusal)
    console.log(`${username} is ${disabled ? 'shut' : 'open'}`)
  })
}

async function known(db: Database, username: string): Promise<{ id: string }> {
  const user = await db.user.findUnique({ where: { username: username.toLowerCase() }, select: { id: true } })
  if (!user) throw new UsageError(`nobody signs in as "${username}"; \`person list\` shows everybody.`)
  return user
}

async function roleOver(db: Database, { role = '', sensitivity, ...place }: GrantOptions): Promise<Grant> {
  const { PERSONAL_ROLES } = await import('@cockpit/domain/access/separation')
  if (!PERSONAL_ROLES.some((one) => one === role))
    throw new UsageError(`no person's role: ${role}; there are ${PERSONAL_ROLES.join(', ')}.`)
  return grantOver(db, place, { role, sensitivity })
}

function inWords({ role, territory, sensitivity }: Grant): string {
  return `${role} ${territory.kind === 'area' ? territory.code : territory.ids.join(' ')} (${sensitivity})`
}

function refusalOf(refusal: string): UsageError {
  return new UsageError(REFUSALS[refusal] ?? refusal)
}

function tell(id: string, username: string, made: string | null): void {
  if (made)
    console.error(
      'The password is shown this once; give it to the person by a safe way, who changes it after signing in.',
    )
  console.log(json({ id, username, ...(made ? { password: made } : {}) }))
}

/** Two codes without signs that are read for each other: 72 bits. */
async function newPassword(): Promise<string> {
  const { newCode } = await import('@cockpit/db/access/token')
  return `${newCode()}-${newCode()}`
}

async function firstLine(): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new UsageError('no password came on the standard input.')
}
