import { isUtf8 } from 'node:buffer'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { encodingOf, transcode } from './encoding'
import { type Layout, readHeader } from './header'
import { LineNumbering } from './line-numbering'
import { ImportFailure, Refused } from './outcome'
import { readHead, type SourceFacts, takeSource } from './source'

/** The sender's file read once, with its lines numbered where they could be. */
export interface TakenFile {
  readonly path: string
  readonly facts: SourceFacts
  /** Null when the beginning already showed that the file needs decoding, or is no table. */
  readonly numbered: NumberedText | null
}

export interface NumberedText {
  readonly file: string
  readonly lines: number
  readonly layout: Layout
}

/** UTF-8 text ready to be read as records. */
export interface Text {
  readonly facts: SourceFacts
  readonly layout: Layout
  readonly numbered: NumberedText | null
  /** The whole text without numbers, for when a record is not a line. Stable from now on. */
  readonly plain: () => Promise<string>
  /** Every byte made sense in its encoding. */
  readonly sound: boolean
}

/** Reads the file once. The header of a UTF-8 file is understood before, so that its lines can be numbered in passing. */
export async function takeFile(path: string, table: WarehouseTable, folder: string): Promise<TakenFile> {
  const layout = earlyLayout(await readHead(path), table)
  if (layout === null) return { path, facts: await takeSource(path, null), numbered: null }
  const { facts, numbered } = await number(path, layout, join(folder, 'numbered.csv'))
  return { path, facts, numbered }
}

async function number(path: string, layout: Layout, file: string) {
  const numbering = new LineNumbering(layout.headerLines, layout.delimiter)
  const facts = await takeSource(path, { file, numbering })
  return { facts, numbered: { file, lines: numbering.lines, layout } }
}

/** Null leaves the judgement to the full reading, which knows the encoding and words the refusal. */
function earlyLayout(head: Buffer, table: WarehouseTable): Layout | null {
  const end = head.lastIndexOf(10)
  if (end === -1 || !isUtf8(head.subarray(0, end))) return null
  try {
    return readHeader(head.toString('utf8', 0, end + 1), table)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/**
 * The file as UTF-8 with its layout, decoded into the staging folder when it is in another encoding.
 * @throws Refused when it is no text or no such table.
 */
export async function readableText(
  taken: TakenFile,
  table: WarehouseTable,
  folder: string,
  owned: boolean,
): Promise<Text> {
  const { facts } = taken
  const encoding = encodingOf(facts)
  const source = () => stableCopy(taken, folder, owned)
  if (encoding === 'utf-8') {
    const layout = taken.numbered?.layout ?? readHeader(facts.head.toString('utf8'), table)
    return { facts, layout, numbered: taken.numbered, plain: source, sound: facts.utf8 }
  }
  const layout = readHeader(new TextDecoder(encoding).decode(facts.head), table)
  const decoded = join(folder, 'utf8.csv')
  const { sound } = await transcode(await source(), decoded, encoding)
  const again = await number(decoded, layout, join(folder, 'numbered-utf8.csv'))
  return { facts: again.facts, layout, numbered: again.numbered, plain: async () => decoded, sound }
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
