import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import type { PublishedPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { Command, Option } from 'commander'
import { connect } from './connect'
import { json, table } from './print'

interface Options {
  readonly json?: boolean
  readonly format: 'json' | 'xlsx'
  readonly to?: string
  readonly language: 'zh' | 'en'
}

export function catalogueVerb(): Command {
  return new Command('catalogue')
    .description('list the indicators of the running cockpit, check their definitions, or export them')
    .argument(
      '[action]',
      '`check` examines every definition and fails when one is not sound; `export` writes all of them to a file; `tables` shows what files must look like',
    )
    .argument('[table]', 'with `tables`: one table, column by column')
    .option('--json', 'the whole definitions as JSON')
    .addOption(new Option('--format <format>', 'with `export`').choices(['json', 'xlsx']).default('json'))
    .option('--to <file>', 'with `export`: the file to write; without it the standard output')
    .addOption(new Option('--language <language>', 'with `export --format xlsx`').choices(['zh', 'en']).default('zh'))
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- catalogue
  npm run -s cockpit -- catalogue --json | jq '.[] | select(.pack == "inpatient")'
  npm run -s cockpit -- catalogue check
  npm run -s cockpit -- catalogue export --format xlsx --to catalogue.xlsx
  npm run -s cockpit -- catalogue export --format json | jq '.indicators[] | select(.boards != []) | .id'
  npm run -s cockpit -- catalogue tables
  npm run -s cockpit -- catalogue tables discharge`,
    )
    .action(async (action: string | undefined, name: string | undefined, options: Options) => {
      if (action === 'check') return check(options.json === true)
      if (action === 'tables') return (await import('./tables')).showTables(name, options.json === true)
      if (action === 'export') return (await import('./catalogue-export')).exportCatalogue(options)
      const { UsageError } = await import('./trouble')
      if (action !== undefined)
        throw new UsageError(`"${action}" is not an action of catalogue; there are check, export and tables.`)
      const { fetchCatalogue } = await import('@cockpit/semantic-layer/client/catalogue')
      const { indicators } = await fetchCatalogue(connect(process.env).cube)
      if (options.json) return console.log(json(indicators))
      const rows = indicators.map((one) => [one.id, one.zh, one.en, one.unit.zh, one.kind, one.version, one.standard])
      console.log(table([['id', '名称', 'name', '单位', 'kind', 'version', 'standard'], ...rows]))
      console.log(`\n${indicators.length} indicators`)
    })
}

async function check(asJson: boolean): Promise<void> {
  const { fetchMeta } = await import('@cockpit/semantic-layer/client/catalogue')
  const { checkCatalogue } = await import('@cockpit/semantic-layer/client/catalogue-check')
  const { packsFile, readPacks } = await import('@cockpit/semantic-layer/packs/publish-packs')
  const { cube, settings, databaseUrl } = connect(process.env)
  const [meta, packs, targets] = await Promise.all([
    fetchMeta(cube),
    readPacks(packsFile(settings.data)),
    targeted(cube, databaseUrl),
  ])
  const problems = [...checkCatalogue(meta, packs, targets), ...(await modelFaults(packs, settings.extraPacks))]
  if (asJson) console.log(json(problems))
  else {
    for (const problem of problems) console.error(`  x ${problem}`)
    console.log(problems.length === 0 ? 'every definition is complete' : `${problems.length} problems`)
  }
  if (problems.length > 0) process.exitCode = 1
}

/** Formulas of the packs on this machine that average ratios, and rollups that are not those the boards ask for. */
async function modelFaults(packs: PublishedPacks, extraPacks: readonly string[]): Promise<string[]> {
  const { checkFormulas } = await import('@cockpit/semantic-layer/packs/check-formulas')
  const { checkRollups } = await import('@cockpit/semantic-layer/packs/check-rollups')
  const { packRoots } = await import('@cockpit/semantic-layer/packs/folders')
  const { readFormulas } = await import('@cockpit/semantic-layer/packs/read-formulas')
  const { readModels } = await import('@cockpit/semantic-layer/server/models')
  const models = await readModels(packRoots(extraPacks.join(':')))
  try {
    return [...checkFormulas(readFormulas(models)), ...checkRollups(models, packs)]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** What the targets of every province name. */
async function targeted(cube: CubePort, databaseUrl: string): Promise<string[]> {
  const { database } = await import('@cockpit/db/database')
  const { scopeOf } = await import('@cockpit/domain/access/decide')
  const { loadTerritory } = await import('@cockpit/geo/territory-store')
  const { scopePass } = await import('@cockpit/semantic-layer/client/scope-token')
  const { targetedIndicators } = await import('@cockpit/semantic-layer/client/targeted-indicators')
  const { systemActor } = await import('../system-actor')
  const db = database(databaseUrl)
  try {
    const territory = await loadTerritory(db)
    const scope = scopeOf(systemActor(territory).grants, 'indicator.read', 'aggregate')
    return await targetedIndicators(
      cube,
      scopePass(scope, 'aggregate', territory, cube.secret, () => new Date()),
    )
  } finally {
    await db.$disconnect()
  }
}
