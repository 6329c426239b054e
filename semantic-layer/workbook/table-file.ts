import { answerCsv } from './answer-table'
import { withDates } from './date-cells'
import { MOST_ROWS, textWorkbook } from './text-workbook'

type Line = readonly (string | number)[]

/** A table with its head as a file; of a workbook days and instants are real dates. @param sheet name of the workbook's sheet @returns null where a spreadsheet cannot take it */
export async function tableFile(
  table: readonly Line[],
  format: 'csv' | 'xlsx',
  sheet: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (format === 'csv') return new Uint8Array(Buffer.from(answerCsv([...table])))
  return table.length > MOST_ROWS ? null : gathered(textWorkbook(sheet, each(table.map(withDates))))
}

/**
 * Tables one below the other under one head: a column that one of them lacks is empty in its lines. Each table begins with its head. Pure.
 */
export function stackedTables(tables: readonly (readonly Line[])[]): Line[] {
  const head = [...new Set(tables.flatMap(([first = []]) => first))]
  const lines = tables.flatMap(([first = [], ...rest]) => {
    const at = head.map((name) => first.indexOf(name))
    return rest.map((line) => at.map((column) => (column < 0 ? '' : (line[column] ?? ''))))
  })
  return [head, ...lines]
}

export async function gathered(pieces: AsyncIterable<Buffer>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return new Uint8Array(Buffer.concat(all))
}

export async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}
