import type { Bilingual } from '@cockpit/domain/ids'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import type { Encoding } from './encoding'
import type { Layout } from './header'
import type { Mappings } from './mapping/choose-reading'
import type { Separated } from './separated'
import type { SourceFacts } from './source'

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

export function totalsNote(rows: number): Bilingual[] {
  if (rows === 0) return []
  return [{ zh: `合计等 ${rows} 行未计入`, en: `${rows} ${rows === 1 ? 'row' : 'rows'} of totals left out` }]
}
