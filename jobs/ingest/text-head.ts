import type { Bilingual } from '@cockpit/domain/ids'
import { parseRecord } from '@cockpit/domain/imports/csv-record'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { DELIMITERS, type Delimiter, type Layout } from './header'
import { chooseReading, type Grid } from './mapping/choose-reading'
import { headerNote } from './mapping/header-rows'
import type { HeaderMatch } from './mapping/match-header'
import { Refused } from './outcome'
import type { ReadingOf } from './readable-text'

/** Rows among which the header is looked for: titles and remarks stand above it in what a spreadsheet saves. */
const LEADING_ROWS = 30

export interface TextHead {
  readonly layout: Layout
  readonly match: HeaderMatch
  readonly known: KnownMapping | null
  readonly notes: readonly Bilingual[]
}

interface TextGrid extends Grid {
  readonly delimiter: Delimiter
  /** Physical lines up to and including each row. */
  readonly ends: readonly number[]
}

/**
 * Reads the beginning of a text and finds its header. The delimiter is the one under which most headers are known; a byte-order mark,
 * blank lines and titles above the header are passed over.
 * @throws Refused: empty file, no known header, a required column missing, a column twice, two mappings that fit.
 */
export function readTextHead(head: string, { table, mappings, fileName }: ReadingOf): TextHead {
  const text = head.replace(/^\ufeff/, '')
  if (text.trim() === '')
    throw new Refused({
      code: 'empty-file',
      message: {
        zh: `文件是空的。应有一行表头和至少一行“${table.title.zh}”数据。`,
        en: `The file is empty. A header line and at least one row of "${table.title.en}" are expected.`,
      },
    })
  const { grid, at, last, headers, match, known } = chooseReading(
    DELIMITERS.map((delimiter) => leadingRows(text, delimiter)),
    table,
    mappings,
    fileName,
  )
  return {
    layout: layoutOf(headers, match, grid.delimiter, grid.ends[last] ?? 1),
    match,
    known,
    notes: headerNote(known, last - at + 1),
  }
}

export function layoutOf(
  cells: readonly string[],
  match: HeaderMatch,
  delimiter: Delimiter,
  headerLines: number,
): Layout {
  const headers = cells.map((cell) => cell.trim())
  return {
    delimiter,
    headers,
    columns: match.columns,
    entries: match.entries,
    derived: [...match.derived.map(({ column }) => column), ...match.wideColumns],
    restated: match.restated,
    ignored: headers.filter((_, field) => match.columns[field] === null && !match.wide.some(({ at }) => at === field)),
    headerLines,
  }
}

function leadingRows(text: string, delimiter: Delimiter): TextGrid {
  const rows: { line: number; cells: string[] }[] = []
  const ends: number[] = []
  let line = 1
  for (let at = 0; at < text.length && rows.length < LEADING_ROWS; ) {
    const { fields, lines, end } = parseRecord(text, delimiter, at)
    if (text.slice(at, end).trim() !== '') {
      rows.push({ line, cells: fields })
      ends.push(line + lines - 1)
    }
    line += lines
    at = end
  }
  return { sheet: null, delimiter, rows, ends }
}
