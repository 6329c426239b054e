import { isUtf8 } from 'node:buffer'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bilingual } from '@cockpit/domain/ids'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { type Encoding, encodingOf, transcode } from './encoding'
import type { Layout } from './header'
import { LineNumbering } from './line-numbering'
import type { Mappings } from './mapping/choose-reading'
import { RecordMapper, rewrites } from './mapping/record-mapper'
import { ImportFailure, Refused } from './outcome'
import { mapSeparated, type Separated, separateText } from './separated'
import { readHead, type SourceFacts, takeSource } from './source'
import { readTextHead, type TextHead } from './text-head'
import { isWorkbook } from './workbook/is-workbook'
import { workbookRows } from './workbook/workbook-rows'

/** How to read the files of a sender: the table, the mappings that may serve, the name people know the file by. */
export interface ReadingOf {
  readonly table: WarehouseTable
  readonly mappings: Mappings
  readonly fileName: string
}

/** The sender's file read once, with its lines numbered where they could be. */
export interface TakenFile {
  readonly path: string
  readonly facts: SourceFacts
  /** Null when the beginning already showed that the file needs decoding, or is no table. */
  readonly numbered: (NumberedText & { readonly head: TextHead }) | null
}

export interface NumberedText {
  readonly file: string
  readonly lines: number
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
  readonly numbered: NumberedText | null
  /** Records taken apart already: those of a workbook, or what a mapping made of them. Then there is no other text. */
  readonly separated: Separated | null
  /** The whole text without numbers, for when a record is not a line. Stable from now on. */
  readonly plain: () => Promise<string>
  /** Every byte made sense in its encoding. */
  readonly sound: boolean
}

/** Reads the file once. The header of a UTF-8 file is understood before, so that its lines can be numbered in passing. */
export async function takeFile(path: string, reading: ReadingOf, folder: string): Promise<TakenFile> {
  const head = earlyHead(await readHead(path), reading)
  if (head === null) return { path, facts: await takeSource(path, null), numbered: null }
  const { facts, numbered } = await number(path, head.layout, join(folder, 'numbered.csv'))
  return { path, facts, numbered: { ...numbered, head } }
}

async function number(path: string, layout: Layout, file: string) {
  const numbering = new LineNumbering(layout.headerLines, layout.delimiter)
  const facts = await takeSource(path, { file, numbering })
  return { facts, numbered: { file, lines: numbering.lines } }
}

/** Null leaves the judgement to the full reading, which knows the encoding and words the refusal; also where a mapping rewrites every record. */
function earlyHead(bytes: Buffer, reading: ReadingOf): TextHead | null {
  const end = bytes.lastIndexOf(10)
  if (end === -1 || !isUtf8(bytes.subarray(0, end))) return null
  try {
    const head = readTextHead(bytes.toString('utf8', 0, end + 1), reading)
    return rewrites(head.match, head.known?.mapping ?? null) ? null : head
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
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
    return { ...read, facts: { ...facts, oddBlanks: true, odd: true }, numbered: null, sound: true, plain: source }
  }
  const encoding = encodingOf(facts)
  if (encoding === 'utf-8') {
    const { head, ...numbered } = taken.numbered ?? { head: readTextHead(facts.head.toString('utf8'), reading) }
    return mapped(
      head,
      {
        facts,
        encoding,
        plain: source,
        sound: facts.utf8,
        numbered: taken.numbered && { ...numbered, ...taken.numbered },
      },
      folder,
    )
  }
  const head = readTextHead(new TextDecoder(encoding).decode(facts.head), reading)
  const decoded = join(folder, 'utf8.csv')
  const { sound } = await transcode(await source(), decoded, encoding)
  const again = await number(decoded, head.layout, join(folder, 'numbered-utf8.csv'))
  return mapped(
    head,
    { facts: again.facts, encoding, numbered: again.numbered, plain: async () => decoded, sound },
    folder,
  )
}

async function mapped(
  { layout, match, known, notes }: TextHead,
  text: Pick<Text, 'facts' | 'numbered' | 'plain' | 'sound'> & { readonly encoding: Encoding },
  folder: string,
): Promise<Text> {
  const { encoding, ...rest } = text
  const base = { ...rest, layout, known, form: { encoding } }
  if (known === null || !rewrites(match, known.mapping)) return { ...base, notes, separated: null }
  const { skipRows, dropRows } = known.mapping
  const mapper = new RecordMapper(match, { skipRows, totals: (first) => dropRows.includes(first) })
  const records = await separateText(await text.plain(), layout, folder)
  const separated = await mapSeparated(records, mapper, layout.delimiter, folder)
  return { ...base, notes: [...notes, ...totalsNote(mapper.totals)], separated, numbered: null }
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
  if ((await takeSource(copy, null)).sha256 === facts.sha256) return copy
  throw new ImportFailure(
    'staging',
    `${path} was changed while it was being imported. Send it again when it is complete.`,
  )
}
