import { Command } from 'commander'
import { connect } from './connect'
import { json, table } from './print'

export function catalogueVerb(): Command {
  return new Command('catalogue')
    .description('list the indicators of the running cockpit, or check their definitions')
    .argument(
      '[action]',
      '`check` examines every definition and fails when one is not complete; `tables` shows what files must look like',
    )
    .argument('[table]', 'with `tables`: one table, column by column')
    .option('--json', 'the whole definitions as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- catalogue
  npm run -s cockpit -- catalogue --json | jq '.[] | select(.pack == "inpatient")'
  npm run -s cockpit -- catalogue check
  npm run -s cockpit -- catalogue tables
  npm run -s cockpit -- catalogue tables discharge`,
    )
    .action(async (action: string | undefined, name: string | undefined, options: { json?: boolean }) => {
      if (action === 'check') return check(options.json === true)
      if (action === 'tables') return (await import('./tables')).showTables(name, options.json === true)
      const { UsageError } = await import('./trouble')
      if (action !== undefined)
        throw new UsageError(`"${action}" is not an action of catalogue; there are check and tables.`)
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
  const { cube, settings } = connect(process.env)
  const problems = checkCatalogue(await fetchMeta(cube), await readPacks(packsFile(settings.data)))
  if (asJson) console.log(json(problems))
  else {
    for (const problem of problems) console.error(`  x ${problem}`)
    console.log(problems.length === 0 ? 'every definition is complete' : `${problems.length} problems`)
  }
  if (problems.length > 0) process.exitCode = 1
}
