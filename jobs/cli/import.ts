import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { mappingAt } from './mapping-at'
import { json } from './print'
import { UsageError } from './trouble'

interface Options {
  readonly table: string
  readonly sender: string
  readonly replaces?: string
  readonly again?: boolean
  readonly mapping?: string
  readonly json?: boolean
}

export function importVerb(): Command {
  return new Command('import')
    .description('check a CSV file or workbook, or every one of a folder, and publish its rows')
    .argument('<path>', 'file, or folder of .csv and .xlsx files')
    .requiredOption('--table <name>', 'warehouse table the rows belong to')
    .option(
      '--sender <name>',
      'who delivers it; the id of a registered sender binds the file as its own',
      'command line',
    )
    .option('--mapping <file>', 'the mapping to read it by; otherwise the one that fits is chosen')
    .option('--replaces <batch>', 'batch all of whose rows give way to this file')
    .option('--again', 'take in a file whose batch was erased')
    .option('--json', 'the outcomes as JSON')
    .addHelpText(
      'after',
      `
Good rows are published at once and together; bad ones go to a reject file with line, field, value and reason. The same
file twice is one import. Exit code 1 when a file was refused as a whole; rejected rows alone do not fail the command.

Examples:
  npm run -s cockpit -- import front-pages-2026-10.csv --table discharge
  npm run -s cockpit -- import ./october --table visit_day
  npm run -s cockpit -- import statement.xlsx --table income_month --mapping our-statement.json
  npm run -s cockpit -- import corrected.csv --table discharge --replaces 3f0c9a1be27d4410`,
    )
    .action((given: string, options: Options) => run(given, options))
}

async function run(given: string, options: Options): Promise<void> {
  const files = filesAt(path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', given))
  if (options.replaces && files.length > 1) throw new UsageError('--replaces goes with one file, not with a folder.')
  const { withWork } = await import('./work')
  const { importAndTell } = await import('../imports/import-and-tell')
  const outcomes = await withWork(process.env, async ({ imports, table, tables, connection }) => {
    const target = table(options.table)
    const mapping = options.mapping ? await mappingAt(options.mapping, tables) : null
    const outcomes: unknown[] = []
    for (const [index, file] of files.entries()) {
      console.error(`importing ${index + 1} of ${files.length}: ${path.basename(file)}`)
      const outcome = await importAndTell(
        {
          table: target,
          path: file,
          fileName: path.basename(file),
          sender: options.sender,
          demo: connection.demo,
          ...(options.replaces ? { replaces: options.replaces } : {}),
          ...(options.again ? { again: true } : {}),
          ...(mapping ? { mapping } : {}),
        },
        imports,
      )
      outcomes.push({ file, ...outcome })
      if (outcome.kind === 'refused') {
        process.exitCode = 1
        console.error(`  x ${outcome.refusal.message.zh}\n    ${outcome.refusal.message.en}`)
        continue
      }
      const { id, rowsRead, rowsPublished, rowsRejected, rejectFile } = outcome.batch
      const verdict = outcome.kind === 'duplicate' ? 'already imported' : `lake version ${outcome.version}`
      console.error(`  batch ${id}: ${rowsRead} read, ${rowsPublished} published, ${rowsRejected} rejected; ${verdict}`)
      if (outcome.batch.mapping)
        console.error(`  read by the mapping ${outcome.batch.mapping.id}@${outcome.batch.mapping.version}`)
      if (outcome.kind === 'published') for (const { zh, en } of outcome.notes ?? []) console.error(`  ${zh} ${en}`)
      if (rejectFile) console.error(`  rejected rows: ${path.join(imports.lake, rejectFile)}`)
      if (outcome.kind === 'published')
        for (const { field, reason, rows } of outcome.rejects)
          console.error(`    ${rows} rows, ${field}: ${reason.zh} ${reason.en}`)
    }
    return outcomes
  })
  if (options.json) console.log(json(outcomes))
}

function filesAt(place: string): string[] {
  const stat = fs.statSync(place, { throwIfNoEntry: false })
  if (!stat) throw new UsageError(`there is no file or folder ${place}.`)
  if (stat.isFile()) return [place]
  const files = fs
    .readdirSync(place)
    .filter((name) => /\.(csv|xlsx)$/i.test(name))
    .sort()
  if (files.length === 0) throw new UsageError(`${place} holds no .csv or .xlsx file.`)
  return files.map((name) => path.join(place, name))
}
