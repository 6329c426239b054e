import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Encoding, encodingOf, transcode } from './encoding'
import { RecordMapper, rewrites } from './mapping/record-mapper'
import { ImportFailure } from './outcome'
import { type ReadingOf, type TakenFile, type Text, totalsNote } from './readable-text'
import { mapSeparated, separateText } from './separated'
import { type SourceFacts, takeSource } from './source'
import { readTextHead, type TextHead } from './text-head'
import { isWorkbook } from './workbook/is-workbook'
import { workbookRows } from './workbook/workbook-rows'

export async function takeFile(path: string): Promise<TakenFile> {
  return { path, facts: await takeSource(path) }
}

/**
 * The file as UTF-8 with its layout: decoded into the staging folder when it is in another encoding, its records taken apart when it is a
 * workbook or a mapping rewrites them.
 * @throws Refused when it is no text and no workbook, or no such table.
 */
export async function readableText(
  taken: TakenFile,
  reading: ReadingOf,
  folder: string,
  owned: boolean,
): Promise<Text> {
  const { facts } = taken
  const source = () => stableCopy(taken, folder, owned)
  if (isWorkbook(facts.head)) {
    const read = await workbookRows(await source(), reading, folder)
    const odd = { ...facts, oddBlanks: true, odd: true }
    return { ...read, facts: odd, path: taken.path, sound: true, plain: source }
  }
  const { encoding, head } = headOf(facts, reading)
  if (encoding === 'utf-8')
    return mapped(head, { facts, encoding, path: taken.path, plain: source, sound: facts.utf8 }, folder)
  const decoded = join(folder, 'utf8.csv')
  const { sound } = await transcode(await source(), decoded, encoding)
  const again = await takeSource(decoded)
  return mapped(head, { facts: again, encoding, path: decoded, plain: async () => decoded, sound }, folder)
}

/** The beginning of a text: its encoding, and how its header is read. @throws Refused as `readableText` */
export function headOf(
  facts: SourceFacts,
  reading: ReadingOf,
): { readonly encoding: Encoding; readonly head: TextHead } {
  const encoding = encodingOf(facts)
  const text = encoding === 'utf-8' ? facts.head.toString('utf8') : new TextDecoder(encoding).decode(facts.head)
  return { encoding, head: readTextHead(text, reading) }
}

async function mapped(
  { layout, match, known, notes }: TextHead,
  text: Pick<Text, 'facts' | 'path' | 'plain' | 'sound'> & { readonly encoding: Encoding },
  folder: string,
): Promise<Text> {
  const { encoding, ...rest } = text
  const base = { ...rest, layout, known, form: { encoding } }
  if (known === null || !rewrites(match, known.mapping)) return { ...base, notes, separated: null }
  const { skipRows, dropRows } = known.mapping
  const mapper = new RecordMapper(match, { skipRows, totals: (first) => dropRows.includes(first) })
  const records = await separateText(await text.plain(), layout, folder)
  const separated = await mapSeparated(records, mapper, layout.delimiter, folder)
  return { ...base, notes: [...notes, ...totalsNote(mapper.totals)], separated }
}

/** The sender may write to the file again while it is read a second time: then it is not the file that was hashed. */
async function stableCopy({ path, facts }: TakenFile, folder: string, owned: boolean): Promise<string> {
  if (owned) return path
  const copy = join(folder, 'source')
  await copyFile(path, copy)
  if ((await takeSource(copy)).sha256 === facts.sha256) return copy
  throw new ImportFailure(
    'staging',
    `${path} was changed while it was being imported. Send it again when it is complete.`,
  )
}
