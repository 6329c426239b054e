import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import { IdentifierHashes } from './identifier-hashes'
import type { CsvInput, QuickRead } from './layout-sql'
import { hasOddSigns } from './odd-signs'
import { ImportFailure } from './outcome'
import { PlainLines } from './plain-lines'
import { copyGaps, type Gap, lineOf, type Passing, passLines } from './plain-source'
import { Segments } from './segments'
import { type Separated, separateText } from './separated'
import type { Session } from './session'
import type { SourceFacts } from './source'
import { type StagingQuery, stagingQuery } from './validation-sql'
import { isNumeric } from './value-sql'
import { withinBounds } from './written-bounds'

export interface QuickText {
  readonly path: string
  readonly facts: SourceFacts
  readonly layout: Layout
}

export interface QuickOptions {
  readonly folder: string
  readonly batch: string
  readonly hmacKey: string
  /** Writes what a query gives to a Parquet file of staged rows. @returns rows */
  readonly stage: (query: StagingQuery, file: string) => Promise<number>
}

export interface QuickStaged {
  readonly files: readonly string[]
  readonly records: number
  /** Columns in which no two lines had the same identifier. */
  readonly distinct: ReadonlySet<string>
  /** The lines that the quick reading passed over, taken apart; null when there were none. */
  readonly again: Separated | null
}

/**
 * Stages a text with one record a line as fast as it can be read: its lines are numbered and their identifiers hashed in passing while the
 * database takes the sound ones straight to Parquet. Lines passed over, usually few, are looked at again with the full reading, which says what
 * is wrong with each, or finds that it is sound after all; they stand in a second file.
 * @returns null when the text is not so plain, or is read too strangely: then the careful way must be gone
 * @throws ImportFailure when the file was changed meanwhile
 */
export async function stageQuickly(
  session: Session,
  table: WarehouseTable,
  text: QuickText,
  options: QuickOptions,
): Promise<QuickStaged | null> {
  const { path, layout, facts } = text
  const { folder } = options
  const staged = join(folder, 'staged')
  await mkdir(staged, { recursive: true })
  const file = (n: number) => join(staged, `${n}.parquet`)
  const quick = quickRead(text)
  // A few odd signs must not make every other line be read with care: their lines are looked at again.
  const passOver = facts.odd ? hasOddSigns : undefined
  const lines = new PlainLines({ ...layout, hashed: quick.hashed, passOver }, new IdentifierHashes(options.hmacKey))
  const newLine = facts.carriageReturns === 'none' ? '\n' : '\r\n'
  const query = (input: CsvInput, odd: boolean) =>
    stagingQuery(table, layout, input, { ...facts, odd, batch: options.batch })
  const decimals = quick.unbounded.flatMap((field) => layout.columns[field] ?? [])
  let unbounded = quick.unbounded
  const segments = new Segments({
    folder,
    take: async (path, n) => {
      const taken = () =>
        options.stage(query({ path, newLine, parallel: true, quick: { ...quick, unbounded } }, false), file(n))
      const rows = await taken()
      if (unbounded.length === 0 || rows === 0 || (await withinBounds(session, file(n), decimals))) return rows
      // One value beyond its bounds hardly comes alone.
      unbounded = []
      return taken()
    },
  })
  const passing = await throughSegments(path, lines, segments)
  const rows = segments.rows.reduce((sum, count) => sum + count, 0)
  if (passing === null || !lines.plain || lines.lines === 0 || rows > lines.lines) {
    await rm(staged, { recursive: true, force: true })
    return null
  }
  if (passing.stamp !== facts.stamp) throw changed(path)
  const files = segments.rows.flatMap((count, n) => (count > 0 ? [file(n)] : []))
  const distinct = new Set(
    quick.hashed.flatMap((field, k) => {
      const column = layout.columns[field]
      const only = column && layout.columns.indexOf(column) === layout.columns.lastIndexOf(column)
      return only && lines.seen[k]?.allDifferent ? [column.name] : []
    }),
  )
  if (rows === lines.lines) return { files, records: rows, distinct, again: null }
  const gaps = await gapsOf(session, files, layout.headerLines, lines.line - 1)
  return lookAgain(text, passing, gaps, {
    ...options,
    distinct,
    files,
    rows,
    target: file(segments.rows.length),
    query: (input) => query({ path: input, newLine: '\n', parallel: true }, facts.odd),
  })
}

function quickRead({ facts, layout }: QuickText): QuickRead {
  const fields = layout.columns.map((column, at) => ({ column, at }))
  const known = (wanted: (column: NonNullable<Layout['columns'][number]>) => boolean) =>
    fields.filter(({ column }) => column !== null && wanted(column)).map(({ at }) => at)
  // A number among odd blanks must be read as text first; one column from several fields is chosen as text.
  const numbers = facts.oddBlanks
    ? []
    : known((column) => isNumeric(column) && layout.columns.filter((other) => other === column).length === 1)
  return {
    hashed: known(({ identifier }) => identifier === 'hash'),
    numbers,
    // What is not written, or written as another number than was read, has no statistics to ask.
    unbounded: numbers.filter((at) => {
      const column = layout.columns[at]
      return column?.type === 'decimal' && column.identifier === undefined
    }),
  }
}

/** @returns null where the reader gave up, or the text is not plain */
async function throughSegments(path: string, lines: PlainLines, segments: Segments): Promise<Passing | null> {
  try {
    const passing = await passLines(path, lines, (bytes) => segments.write(bytes))
    if (!lines.plain || lines.lines === 0) return null
    const ended = segments.end()
    ended.catch(() => undefined)
    // Told apart while the database takes the last segment.
    for (const seen of lines.seen) void seen.allDifferent
    await ended
    return passing
  } catch (error) {
    if (isCsvError(error)) return null
    throw error
  } finally {
    await segments.abandon()
  }
}

/** Which lines have no row. */
async function gapsOf(session: Session, files: readonly string[], header: number, last: number): Promise<Gap[]> {
  if (files.length === 0) return [{ from: header + 1, to: last }]
  const staged = `read_parquet([${files.map(quoteText).join(', ')}])`
  const gaps: Gap[] = []
  const rows = `SELECT _line, lag(_line, 1, ${header}) OVER (ORDER BY _line) AS before FROM ${staged}`
  for await (const chunk of session.stream(
    `SELECT before::DOUBLE AS before, _line::DOUBLE AS line FROM (${rows}) WHERE _line > before + 1 ORDER BY _line`,
  ))
    for (const { before, line } of chunk) gaps.push({ from: Number(before) + 1, to: Number(line) - 1 })
  const end = await session.count(`SELECT coalesce(max(_line), ${header})::DOUBLE FROM ${staged}`)
  if (end < last) gaps.push({ from: end + 1, to: last })
  return gaps
}

async function lookAgain(
  { path, layout }: QuickText,
  passing: Passing,
  gaps: readonly Gap[],
  to: QuickOptions & {
    readonly files: readonly string[]
    readonly distinct: ReadonlySet<string>
    readonly rows: number
    readonly target: string
    readonly query: (input: string) => StagingQuery
  },
): Promise<QuickStaged> {
  const extract = join(to.folder, 'again.csv')
  if (!(await copyGaps(path, passing, gaps, extract))) throw changed(path)
  const again = await separateText(extract, layout, to.folder, lineOf(gaps))
  const records = again.records === 0 ? 0 : await to.stage(to.query(again.file), to.target)
  if (records !== again.records)
    throw new ImportFailure(
      'validating',
      `${again.records} lines were looked at again but ${records} were read from their copy; nothing is published.`,
    )
  return {
    files: [...to.files, ...(records > 0 ? [to.target] : [])],
    records: to.rows + records,
    distinct: to.distinct,
    again,
  }
}

function changed(path: string): ImportFailure {
  return new ImportFailure(
    'staging',
    `${path} was changed while it was being imported. Send it again when it is complete.`,
  )
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && /CSV (?:Error|Parser)|Invalid unicode|not utf-8|Sniffing/i.test(error.message)
}
