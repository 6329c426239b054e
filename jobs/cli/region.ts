import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { Trouble, UsageError } from './trouble'

export function regionVerb(): Command {
  const region = new Command('region').description('the territory the cockpit governs')
  region
    .command('add')
    .description('add or renew a province, municipality or league from a folder')
    .argument('<dir>', 'folder with region.json, areas.csv, boundaries.geojson, population.csv, facilities.csv')
    .addHelpText(
      'after',
      `
The folder is checked as a whole first; with an error in it nothing is written. Rows that are usable with a remark (a
population without a code, a facility outside its county) are reported. A changed row with a day in valid_from begins a
new version and leaves the past as it was; without one it corrects the newest. docs/region-format.md describes the files.

Examples:
  npm run -s cockpit -- region add /srv/regions/zhejiang
  COCKPIT_DATA=/srv/cockpit npm run -s cockpit -- region add ./chongqing`,
    )
    .action((dir: string) => add(dir))
  return region
}

async function add(dir: string): Promise<void> {
  const folder = path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', dir)
  if (!fs.existsSync(folder)) throw new UsageError(`there is no folder ${folder}.`)
  const { withWork } = await import('./work')
  const { addRegion } = await import('@cockpit/geo/region/add-region')
  const { formatIssue } = await import('@cockpit/geo/region/issue')
  const { importAndTell } = await import('../imports/import-and-tell')
  const { newestVersions } = await import('../region/newest-versions')
  const added = await withWork(process.env, ({ imports, table }) =>
    addRegion(folder, {
      db: imports.db,
      newestVersions: () => newestVersions(imports.lake, [table('area'), table('facility')]),
      importFile: async (file) => {
        const fileName = path.basename(file.path)
        console.error(`importing ${fileName}`)
        const outcome = await importAndTell({ ...file, table: table(file.table), fileName, sender: 'region' }, imports)
        if (outcome.kind === 'refused') throw new Trouble(`${fileName}: ${outcome.refusal.message.en}`)
      },
    }),
  )
  if (!added.ok) {
    for (const issue of added.issues) console.error(`  ${formatIssue(issue)}`)
    throw new Trouble(`${folder} is not sound; nothing was added. Correct the errors above and add it again.`)
  }
  const { name, warnings, areas, facilities, population, year, residents, removed, kept } = added.summary
  for (const warning of warnings) console.error(`  ${formatIssue(warning)}`)
  console.log(`${name.zh} ${name.en}: ${areas} areas, ${facilities} facilities, ${population} population rows`)
  if (year !== null) console.log(`${residents} residents in ${year}`)
  if (removed.length > 0) console.log(`removed: ${removed.join(' ')}`)
  if (kept.length > 0) console.log(`kept, because something refers to them: ${kept.join(' ')}`)
  console.log(`${warnings.length} warnings`)
}
