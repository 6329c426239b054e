import fs from 'node:fs'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FilePreview } from '@cockpit/domain/imports/preview'
import type { Mapping } from '@cockpit/semantic-layer/packs/mapping'
import { Command } from 'commander'
import { json, table } from './print'
import { UsageError } from './trouble'

export function mappingsVerb(): Command {
  const verb = new Command('mappings').description('mappings of senders’ headers: which there are, and what one does')
  verb
    .command('list')
    .description('the mappings that may serve a table')
    .argument('<table>', 'warehouse table')
    .option('--sender <name>', 'with those of this sender', 'command line')
    .option('--json', 'as JSON')
    .action(list)
  verb
    .command('check')
    .description('whether a mapping file can be used, and how it reads a sample')
    .argument('<mapping>', 'mapping file')
    .argument('[sample]', 'a file of the sender')
    .option('--json', 'what was found as JSON')
    .addHelpText(
      'after',
      `
Nothing is published. Exit code 1 when the sample would be refused or rows of it rejected.

Examples:
  npm run -s cockpit -- mappings check our-statement.json
  npm run -s cockpit -- mappings check our-statement.json statement-2026-10.xlsx`,
    )
    .action(check)
  return verb
}

async function list(name: string, options: { readonly sender: string; readonly json?: boolean }): Promise<void> {
  const { withWork } = await import('./work')
  const { findMappings } = await import('../ingest/mapping/find-mappings')
  const known = await withWork(process.env, async ({ imports, table: named }) =>
    imports.mappings ? findMappings(imports.mappings, named(name).name, options.sender) : [],
  )
  if (options.json) return console.log(json(known))
  console.log(
    table([
      ['mapping', 'of', 'title'],
      ...known.map(({ name: id, origin, mapping }) => [id, origin, mapping.title.en]),
    ]),
  )
}

async function check(given: string, sample: string | undefined, options: { readonly json?: boolean }): Promise<void> {
  const { withWork } = await import('./work')
  const { mappingAt } = await import('./mapping-at')
  const { previewFile } = await import('../preview/preview-file')
  const found = await withWork(process.env, async ({ imports, tables, table: named, connection }) => {
    const asked = await mappingAt(given, tables)
    describe(asked.mapping)
    if (!sample) return null
    const file = path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', sample)
    if (!fs.existsSync(file)) throw new UsageError(`there is no file ${file}.`)
    const folder = await mkdtemp(path.join(os.tmpdir(), 'cockpit-mapping-'))
    try {
      const copy = path.join(folder, 'sample')
      await copyFile(file, copy)
      const { size } = await stat(copy)
      return await previewFile({
        lake: imports.lake,
        table: named(asked.mapping.table),
        path: copy,
        fileName: path.basename(file),
        mappings: { known: [], asked },
        hmacKey: connection.hmacKey,
        facilities: undefined,
        bytes: size,
        whole: true,
        folder: path.join(folder, 'work'),
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
  if (!found) return
  if (options.json) console.log(json(found))
  else show(found)
  if (found.kind !== 'readable' || found.rejected > 0 || found.refusal) process.exitCode = 1
}

function describe({ id, version, table: of, title, columns, lists, wide }: Mapping): void {
  console.error(`${id}@${version} for ${of}: ${title.zh} ${title.en}`)
  const filled = [...Object.keys(columns), ...Object.keys(lists), ...(wide ? [wide.value.column] : [])]
  console.error(`  fills ${filled.length} columns: ${filled.join(', ')}`)
}

function show(found: FilePreview): void {
  if (found.kind !== 'readable') {
    console.error(`  x ${found.message.zh}\n    ${found.message.en}`)
    return
  }
  const { columns, rows, problems, ignored, looked, rejected, refusal } = found
  console.log(
    table([
      ['column', 'from', 'first row'],
      ...columns.map(({ name, headers, computed }, at) => [
        name,
        `${headers.join(' + ')}${computed ? ' *' : ''}`,
        rows[0]?.cells[at]?.text ?? '',
      ]),
    ]),
  )
  console.error(`  ${looked} rows, ${rejected} would be rejected; * is computed`)
  for (const { field, reason, rows: many } of problems)
    console.error(`    ${many} rows, ${field}: ${reason.zh} ${reason.en}`)
  if (ignored.length > 0) console.error(`  headers left out: ${ignored.join(', ')}`)
  if (refusal) console.error(`  x the file would be refused: ${refusal.zh}\n    ${refusal.en}`)
}
