import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import { IdentifierHashes } from './identifier-hashes'
import type { CsvInput, QuickRead } from './layout-sql'
import { makePipe, openForReader, writeAll } from './line-pipe'
import { hasOddSigns } from './odd-signs'
import { ImportFailure } from './outcome'
import { PlainLines } from './plain-lines'
import { copyGaps, type Gap, lineOf, type Passing, passLines } from './plain-source'
import { type Separated, separateText } from './separated'
import type { Session } from './session'
import type { SourceFacts } from './source'
import { type StagingQuery, stagingQuery } from './validation-sql'
import { isNumeric } from './value-sql'

/** A smaller text is written down instead: a pipe only pays where reading and making overlap. */
const PIPE_FROM = 16 << 20

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
  /** Texts from this size on are piped; for tests. */
  readonly pipeFrom?: number
}

export interface QuickStaged {
  readonly files: readonly string[]
  readonly records: number
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
  const first = join(staged, '0.parquet')
  const quick = quickRead(text)
  // A few odd signs must not make every other line be read with care: their lines are looked at again.
  const passOver = facts.odd ? hasOddSigns : undefined
  const lines = new PlainLines({ ...layout, hashed: quick.hashed, passOver }, new IdentifierHashes(options.hmacKey))
  const newLine = facts.carriageReturns === 'none' ? '\n' : '\r\n'
  const query = (input: CsvInput, odd: boolean) =>
    stagingQuery(table, layout, input, { ...facts, odd, batch: options.batch })
  const copy = (input: string) => options.stage(query({ path: input, newLine, parallel: true, quick }, false), first)
  const way = { path, lines, input: join(folder, 'lines.csv'), copy }
  const piped = facts.bytes >= (options.pipeFrom ?? PIPE_FROM) && (await makePipe(way.input))
  const { passing, rows } = await (piped ? throughPipe(way) : throughFile(way)).catch((error: unknown) => {
    if (isCsvError(error)) return { passing: null, rows: -1 }
    throw error
  })
  await rm(way.input, { force: true })
  if (passing === null || !lines.plain || lines.lines === 0 || rows > lines.lines) {
    await rm(staged, { recursive: true, force: true })
    return null
  }
  if (passing.sha256 !== facts.sha256) throw changed(path)
  if (rows === lines.lines) return { files: [first], records: rows, again: null }
  const gaps = await gapsOf(session, first, layout.headerLines, lines.line - 1)
  return lookAgain(text, passing, gaps, {
    ...options,
    files: rows > 0 ? [first] : [],
    rows,
    target: join(staged, '1.parquet'),
    query: (input) => query({ path: input, newLine: '\n', parallel: true }, facts.odd),
  })
}

function quickRead({ facts, layout }: QuickText): QuickRead {
  const fields = layout.columns.map((column, at) => ({ column, at }))
  const known = (wanted: (column: NonNullable<Layout['columns'][number]>) => boolean) =>
    fields.filter(({ column }) => column !== null && wanted(column)).map(({ at }) => at)
  return {
    hashed: known(({ identifier }) => identifier === 'hash'),
    // A number among odd blanks must be read as text first; one column from several fields is chosen as text.
    numbers: facts.oddBlanks
      ? []
      : known((column) => isNumeric(column) && layout.columns.filter((other) => other === column).length === 1),
  }
}

interface Way {
  readonly path: string
  readonly lines: PlainLines
  readonly input: string
  readonly copy: (input: string) => Promise<number>
}

interface Gone {
  readonly passing: Passing | null
  readonly rows: number
}

async function throughFile({ path, lines, input, copy }: Way): Promise<Gone> {
  const target = await open(input, 'wx', 0o600)
  let passing: Passing
  try {
    passing = await passLines(path, lines, (bytes) => writeAll(target, bytes))
  } finally {
    await target.close()
  }
  if (!lines.plain || lines.lines === 0) return { passing: null, rows: 0 }
  return { passing, rows: await copy(input) }
}

async function throughPipe({ path, lines, input, copy }: Way): Promise<Gone> {
  let settled = false
  const copying = copy(input).finally(() => {
    settled = true
  })
  copying.catch(() => undefined)
  const target = await openForReader(input, () => settled)
  let passing: Passing | null = null
  if (target)
    try {
      passing = await passLines(path, lines, (bytes) => writeAll(target, bytes))
    } catch (error) {
      // The reader left: what it has to say is the reason.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    } finally {
      await target.close()
      await copying.catch(() => undefined)
    }
  return { rows: await copying, passing }
}

/** Which lines have no row. */
async function gapsOf(session: Session, file: string, header: number, last: number): Promise<Gap[]> {
  const gaps: Gap[] = []
  const rows = `SELECT _line, lag(_line, 1, ${header}) OVER (ORDER BY _line) AS before FROM read_parquet(${quoteText(file)})`
  for await (const chunk of session.stream(
    `SELECT before::DOUBLE AS before, _line::DOUBLE AS line FROM (${rows}) WHERE _line > before + 1 ORDER BY _line`,
  ))
    for (const { before, line } of chunk) gaps.push({ from: Number(before) + 1, to: Number(line) - 1 })
  const end = await session.count(
    `SELECT coalesce(max(_line), ${header})::DOUBLE FROM read_parquet(${quoteText(file)})`,
  )
  if (end < last) gaps.push({ from: end + 1, to: last })
  return gaps
}

async function lookAgain(
  { path, layout }: QuickText,
  passing: Passing,
  gaps: readonly Gap[],
  to: QuickOptions & {
    readonly files: readonly string[]
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
