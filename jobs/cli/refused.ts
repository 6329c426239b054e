import os from 'node:os'
import { Command } from 'commander'
import { json, table } from './print'
import { UsageError } from './trouble'

interface Options {
  readonly json?: boolean
}

export function refusedVerb(): Command {
  const refused = new Command('refused').description('files of the drop folder that were refused as a whole')
  refused.addHelpText(
    'after',
    `
A refused file lies in <data>/refused/<table>, with the reason beside it. After its cause is gone (a mapping was corrected, a machine
with more memory), \`retry\` puts it back into the drop folder, from where the running cockpit imports it.

Examples:
  npm run -s cockpit -- refused list
  npm run -s cockpit -- refused retry discharge/front-pages-2026-10.csv`,
  )
  refused
    .command('list')
    .description('which, when and why, newest first')
    .option('--json', 'everything, for a program')
    .action(list)
  refused
    .command('retry')
    .description('import a refused file once more')
    .argument('<file>', 'as `refused list` shows it: <table>/<name>')
    .action(retry)
  return refused
}

async function list(options: Options): Promise<void> {
  const { lakePlace } = await import('./lake-place')
  const { refusedFiles } = await import('../ingest/refused-files')
  const files = await refusedFiles(lakePlace(process.env).data)
  if (options.json) return console.log(json(files))
  const rows = files.map(({ file, refusedAt, sender, code }) => [file, refusedAt.toISOString(), sender, code])
  console.log(rows.length === 0 ? 'no file was refused' : table([['file', 'refused', 'sender', 'why'], ...rows], []))
}

async function retry(file: string): Promise<void> {
  const { lakePlace } = await import('./lake-place')
  const { RefusedFileError, retryRefused } = await import('../ingest/refused-files')
  const { data, connection } = lakePlace(process.env)
  const place = await retryRefused(data, file).catch((error: Error) => {
    throw error instanceof RefusedFileError ? new UsageError(error.message) : error
  })
  console.log(`${place}: the running cockpit imports it within seconds`)
  if (!connection) return console.error('no cockpit is running: it is imported when one is started.')
  const { database } = await import('@cockpit/db/database')
  const { appendAudit } = await import('@cockpit/db/audit/append-audit')
  const db = database(connection.databaseUrl)
  try {
    const actor = `os:${os.userInfo().username}`
    await appendAudit(db, { actor, action: 'import.retry', subject: `refused:${file}`, detail: {}, at: new Date() })
  } finally {
    await db.$disconnect()
  }
}
