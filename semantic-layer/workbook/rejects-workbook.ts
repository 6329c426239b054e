import { createReadStream } from 'node:fs'
import { parseRecord } from '@cockpit/domain/imports/csv-record'
import { LONGEST_CELL, MOST_ROWS, textWorkbook } from './text-workbook'

/** Bytes of a reject file beyond which it is given as CSV alone: a spreadsheet would hardly open it. */
const LARGEST = 64 * 2 ** 20

/** Why a reject file cannot be a workbook. */
export type NoWorkbook = 'too-large' | 'too-many-rows' | 'cell-too-long'

/**
 * A reject file as a workbook: the same cells, every one as text, the marks that keep a spreadsheet from running a CSV's cells as formulas
 * included, so that either form means the same rows when it is sent again.
 * @param bytes size of the file
 * @returns the workbook's bytes, or why there is none
 */
export async function rejectsWorkbook(file: string, bytes: number): Promise<AsyncGenerator<Buffer> | NoWorkbook> {
  if (bytes > LARGEST) return 'too-large'
  let rows = 0
  for await (const record of recordsOf(file)) {
    if (++rows > MOST_ROWS) return 'too-many-rows'
    if (record.some((cell) => cell.length > LONGEST_CELL)) return 'cell-too-long'
  }
  return textWorkbook('退回行', recordsOf(file))
}

/** The records of a reject file as the importer wrote it: comma, quotes where needed, a line feed behind each record. */
async function* recordsOf(file: string): AsyncGenerator<string[]> {
  let rest = ''
  let begun = false
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const text: string = rest + (begun ? chunk : String(chunk).replace(/^\ufeff/, ''))
    begun = true
    let at = 0
    while (at < text.length) {
      const { fields, end, whole } = parseRecord(text, ',', at)
      if (!whole) break
      yield fields
      at = end
    }
    rest = text.slice(at)
  }
}
