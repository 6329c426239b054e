import { cellText } from './cell-text'
import { brokenWorkbook } from './refuse-workbook'
import type { Sheet, Workbook } from './workbook'
import { LONGEST_TEXT, readXml } from './xml'

/** A row that holds anything: its number in the sheet, from 1, and the texts of its cells; a gap is undefined. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly (string | undefined)[]
}

/** What the format itself allows. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384

/** The rows of a sheet in their order, a few hundred at a time; rows without any text are passed over. Memory does not grow with the sheet. */
export async function* sheetRows(workbook: Workbook, sheet: Sheet): AsyncGenerator<SheetRow[]> {
  const { archive, shared, kinds, from1904 } = workbook
  let rows: SheetRow[] = []
  let cells: (string | undefined)[] = []
  let row = 0
  let column = -1
  let filled = false
  let type = 'n'
  let style = 0
  let raw: string | null = null
  let formula = false
  let inValue = false
  let aside = 0
  const events = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      switch (name) {
        case 'c': {
          const at = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
          if (at < 0 || at >= MOST_COLUMNS)
            throw brokenWorkbook('单元格位置超出范围', 'a cell lies outside of any sheet')
          column = at
          type = attributes.t ?? 'n'
          style = Number(attributes.s ?? 0)
          raw = null
          formula = false
          break
        }
        case 'v':
        case 't':
          inValue = aside === 0
          if (inValue) raw ??= ''
          break
        case 'f':
          formula = true
          break
        case 'rPh':
          aside++
          break
        case 'row': {
          const next = attributes.r === undefined ? row + 1 : Number(attributes.r)
          if (!Number.isInteger(next) || next <= row || next > MOST_ROWS)
            throw brokenWorkbook(`第 ${row} 行之后行号不连续`, `the row after ${row} has no sound number`)
          row = next
          column = -1
          cells = []
          filled = false
        }
      }
    },
    text: (piece: string) => {
      if (!inValue) return
      raw = (raw ?? '') + piece
      if (raw.length > LONGEST_TEXT)
        throw brokenWorkbook(`第 ${row} 行有超长单元格`, `a cell of row ${row} is too long`)
    },
    close: (name: string) => {
      switch (name) {
        case 'v':
        case 't':
          inValue = false
          break
        case 'rPh':
          aside--
          break
        case 'c': {
          const text = cellText(type, raw, formula, { shared, kind: kinds[style], from1904 })
          if (text !== '') {
            cells[column] = text
            filled ||= text.trim() !== ''
          }
          break
        }
        case 'row':
          if (filled) rows.push({ row, cells })
      }
    },
  }
  for await (const _ of readXml(archive.read(sheet.part), sheet.part, events)) {
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** 0 for A, 25 for Z, 26 for AA; -1 for what names no column. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & 0xdf
    if (code < 65 || code > 90) return at === 0 ? -1 : column - 1
    column = column * 26 + code - 64
    if (column > MOST_COLUMNS) return -1
  }
  return -1
}
