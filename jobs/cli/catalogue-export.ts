import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fetchCatalogue } from '@cockpit/semantic-layer/client/catalogue'
import { catalogueEntries } from '@cockpit/semantic-layer/client/catalogue-entries'
import { packsFile, readPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { catalogueJson, catalogueWorkbook } from '@cockpit/semantic-layer/workbook/catalogue-export'
import { connect } from './connect'
import { UsageError } from './trouble'

/**
 * Writes every definition of the running cockpit, with where it is used and what it is made from, to a file or the standard output.
 * @throws UsageError when a workbook would be written to a terminal
 */
export async function exportCatalogue(options: {
  readonly format: 'json' | 'xlsx'
  readonly to?: string
  readonly language: 'zh' | 'en'
}): Promise<void> {
  const { format, to, language } = options
  if (format === 'xlsx' && to === undefined && process.stdout.isTTY)
    throw new UsageError('a workbook is not for reading on a terminal; name a file with --to catalogue.xlsx.')
  const { cube, settings } = connect(process.env)
  const [catalogue, packs] = await Promise.all([fetchCatalogue(cube), readPacks(packsFile(settings.data))])
  const entries = catalogueEntries(catalogue, packs)
  const content = format === 'xlsx' ? catalogueWorkbook(entries, language) : [catalogueJson(entries, new Date())]
  if (to === undefined) {
    for await (const piece of content) process.stdout.write(piece)
    return
  }
  const file = path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', to)
  await pipeline(Readable.from(content), createWriteStream(file))
  console.error(`${entries.length} indicators written to ${file}`)
}
