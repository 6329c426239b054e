import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bilingual } from '@cockpit/domain/ids'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { type Encoding, encodingOf, transcode } from './encoding'
import type { Layout } from './header'
import type { Mappings } from './mapping/choose-reading'
import { RecordMapper, rewrites } from './mapping/record-mapper'
import { ImportFailure } from './outcome'
import { mapSeparated, type Separated, separateText } from './separated'
import { type SourceFacts, takeSource } from './source'
import { readTextHead, type TextHead } from './text-head'
import { isWorkbook } from './workbook/is-workbook'
import { workbookRows } from './workbook/workbook-rows'

/** How to read the files of a sender: the table, the mappings that may serve, the name people know the file by. */
export interface ReadingOf {
  readonly table: WarehouseTable
  readonly mappings: Mappings
  readonly fileName: string
}

/** The sender's file read once. */
export interface TakenFile {
  readonly path: string
  readonly facts: SourceFacts
}

/** UTF-8 text ready to be read as records. */
export interface Text {
  readonly facts: SourceFacts
  readonly layout: Layout
  /** The mapping by which it was read, if any. */
  readonly known: KnownMapping | null
  /** What people should know of how it was read. */
  readonly notes: readonly Bilingual[]
  /** The name of the encoding, or the sheet of a workbook. */
  readonly form: { readonly encoding: Encoding } | { readonly sheet: string }
  /** The text as it came or was decoded. Somebody else may still write to it, so who reads it compares its stamp with that of `facts`. */
  readonly path: string
  /** Records taken apart already: those of a workbook, or what a mapping made of them. Then there is no other text. */
  readonly separated: Separated | null
  /** The whole text, stable from now on. */
  readonly plain: () => Promise<string>
  /** Every byte made sense in its encoding. */
  readonly sound: boolean
}

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
  const encoding = encodingOf(facts)
  if (encoding === 'utf-8') {
    const head = readTextHead(facts.head.toString('utf8'), reading)
    return mapped(head, { facts, encoding, path: taken.path, plain: source, sound: facts.utf8 }, folder)
  }
  const head = readTextHead(new TextDecoder(encoding).decode(facts.head), reading)
  const decoded = join(folder, 'utf8.csv')
  const { sound } = await transcode(await source(), decoded, encoding)
  const again = await takeSource(decoded)
  return mapped(head, { facts: again, encoding, path: decoded, plain: async () => decoded, sound }, folder)
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

export function totalsNote(rows: number): Bilingual[] {
  if (rows === 0) return []
  return [{ zh: `合计等 ${rows} 行未计入`, en: `${rows} ${rows === 1 ? 'row' : 'rows'} of totals left out` }]
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
