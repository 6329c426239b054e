import { copyFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { Trouble, UsageError } from './trouble'

export function rejectsVerb(): Command {
  return new Command('rejects')
    .description('the rejected rows of a file, to be corrected and sent again')
    .argument('<batch>', 'as `import` and the page of imports name it')
    .requiredOption('--to <file>', 'where to write them: .csv or .xlsx')
    .addHelpText(
      'after',
      `
Both forms hold the sender's columns and what is wrong with each row, and mean the same when they come back. In a workbook every cell
is text, so that a spreadsheet changes none.

Example:
  npm run -s cockpit -- rejects 3f0c9a1be27d4410 --to rejects.xlsx`,
    )
    .action((batch: string, { to }: { readonly to: string }) => write(batch, to))
}

async function write(id: string, to: string): Promise<void> {
  const kind = path.extname(to).toLowerCase()
  if (kind !== '.csv' && kind !== '.xlsx') throw new UsageError('--to names a .csv or an .xlsx file.')
  const target = path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', to)
  const { lakePlace } = await import('./lake-place')
  const { findBatch } = await import('@cockpit/semantic-layer/lake/journal')
  const { currentManifest } = await import('@cockpit/semantic-layer/lake/read')
  const { lake } = lakePlace(process.env)
  const batch = await findBatch(lake, await currentManifest(lake), id)
  if (!batch) throw new UsageError(`the lake has no batch ${id}.`)
  if (!batch.rejectFile) throw new Trouble(`no row of batch ${id} was rejected.`)
  const file = path.join(lake, batch.rejectFile)
  const size = (await stat(file).catch(() => null))?.size
  if (size === undefined) throw new Trouble(`the rejects of batch ${id} were kept long enough and are cleared.`)
  if (kind === '.csv') await copyFile(file, target)
  else await writeWorkbook(file, size, target)
  console.log(`${batch.rowsRejected} rejected rows of ${batch.fileName}: ${target}`)
}

async function writeWorkbook(file: string, size: number, target: string): Promise<void> {
  const { pipeline } = await import('node:stream/promises')
  const { createWriteStream } = await import('node:fs')
  const { rejectsWorkbook } = await import('@cockpit/semantic-layer/workbook/rejects-workbook')
  const workbook = await rejectsWorkbook(file, size)
  if (typeof workbook === 'string')
    throw new Trouble(`these rows are too many or too long for a spreadsheet (${workbook}); write them to a .csv file.`)
  // Rejected rows may speak of cases: for the account alone, as where they come from.
  await pipeline(workbook, createWriteStream(target, { mode: 0o600 }))
}
