import { CsvError, parse } from 'csv-parse/sync'
import type { IssueList } from './issue'
import { readText } from './read-text'

export interface CsvRow {
  readonly line: number
  /** Trimmed text of a column; empty when the column is absent or blank. */
  get(column: string): string
}

/**
 * Rows of a CSV file with a header; a byte-order mark and CRLF are accepted, empty lines are skipped. A missing required column, a
 * doubled column, an unreadable file or a row of another width is an error; an unknown column is a warning.
 */
export function csvRows(
  folder: string,
  file: string,
  columns: { required: readonly string[]; optional: readonly string[] },
  issues: IssueList,
): CsvRow[] {
  const text = readText(folder, file, issues)
  if (text === undefined) return []
  const records = parseRecords(text, issues)
  const [header, ...rows] = records
  if (!header || header.cells.every((cell) => cell === '')) {
    issues.error({
      kind: 'file-empty',
      problem: 'The file is empty.',
      remedy: `Write the header ${columns.required.join(',')}.`,
    })
    return []
  }
  const names = header.cells.map((cell) => cell.toLowerCase())
  checkHeader(names, columns, issues)
  const position = new Map(names.map((name, index) => [name, index]))
  const found: CsvRow[] = []
  for (const { cells, line } of rows) {
    if (cells.length !== names.length) {
      issues.error({
        kind: 'row-width',
        line,
        problem: `The row has ${cells.length} cells, the header ${names.length}.`,
        remedy: 'Put a comma for every column, and quotes around text that contains a comma.',
      })
      continue
    }
    found.push({ line, get: (column) => cells[position.get(column) ?? -1] ?? '' })
  }
  return found
}

function parseRecords(text: string, issues: IssueList): { cells: string[]; line: number }[] {
  try {
    const records: { cells: string[]; line: number }[] = []
    parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ cells, line: lines })
        return null
      },
    })
    return records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    issues.error({
      kind: 'csv-unreadable',
      problem: `It is not readable as CSV (${error.message}).`,
      remedy: 'Look for a quote that is not closed.',
    })
    return [{ cells: ['?'], line: 1 }]
  }
}

function checkHeader(
  names: readonly string[],
  columns: { required: readonly string[]; optional: readonly string[] },
  issues: IssueList,
): void {
  for (const name of columns.required) {
    if (!names.includes(name) && !names.includes('?'))
      issues.error({
        kind: 'column-missing',
        line: 1,
        field: name,
        problem: 'The column is missing.',
        remedy: `The header needs ${columns.required.join(',')}.`,
      })
  }
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index)
      issues.error({
        kind: 'column-doubled',
        line: 1,
        field: name,
        problem: 'The column stands twice.',
        remedy: 'Keep one of them.',
      })
    else if (name !== '?' && !columns.required.includes(name) && !columns.optional.includes(name))
      issues.warning({
        kind: 'column-unknown',
        line: 1,
        field: name,
        problem: 'The column is not known and is not read.',
        remedy: `Known are ${[...columns.required, ...columns.optional].join(', ')}.`,
      })
  }
}
