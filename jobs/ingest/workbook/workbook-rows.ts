import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CsvWriter } from '../csv-writer'
import { chooseReading, type Grid } from '../mapping/choose-reading'
import { headerNote } from '../mapping/header-rows'
import { RecordMapper } from '../mapping/record-mapper'
import type { ReadingOf, Text } from '../readable-text'
import { totalsNote } from '../readable-text'
import { isSentAgain } from '../reason-columns'
import { layoutOf } from '../text-head'
import { brokenWorkbook, tooLarge } from './refuse-workbook'
import { sheetRows } from './sheet-rows'
import { openWorkbook, type Sheet, type Workbook } from './workbook'

/** Filled rows of a sheet among which the header is looked for. */
const LEADING_ROWS = 50

/** The first filled cell of a row that adds others up, or of a line of signatures and remarks below a table. */
const TOTAL = /^(?:本页|本月|全年|年度|累\s*计)?(?:合\s*计|总\s*计|小\s*计|累\s*计|总\s*和|合计数)[:：]?$/
const FOOTER =
  /^(?:填表人|填报人|制表人?|审核人?|复核人?|单位负责人|负责人|填表日期|填报日期|报出日期|备注|注|说明)\s*[:：]/

/** Characters of one row, and of all rows written down: a shared text is named by a number, so that a small workbook can ask for endless text. */
const LONGEST_ROW = 2 ** 20
const MOST_WRITTEN = 256 * 2 ** 20
const WRITTEN_RATIO = 100

interface SheetGrid extends Grid {
  readonly part: Sheet
}

/**
 * Reads a workbook as the same numbered records a text becomes: `line` is the row of the sheet. The sheet is the one whose leading rows
 * hold the table's header; titles above it are passed over, blank rows are no records, rows of totals and of signatures are left
 * out and told.
 * @throws Refused: no workbook, no such table, several sheets that fit
 */
export async function workbookRows(
  path: string,
  { table, mappings, fileName }: ReadingOf,
  folder: string,
): Promise<Pick<Text, 'layout' | 'known' | 'notes' | 'form' | 'separated'>> {
  const workbook = await openWorkbook(path)
  try {
    const visible = workbook.sheets.filter(({ hidden }) => !hidden)
    const grids: SheetGrid[] = []
    for (const sheet of visible.length > 0 ? visible : workbook.sheets) grids.push(await leadingRows(workbook, sheet))
    const { grid, at, last, headers, match, known } = chooseReading(grids, table, mappings, fileName)
    const layout = layoutOf(headers, match, ',', grid.rows[last]?.line ?? 0)
    const dropped = known?.mapping.dropRows ?? []
    // Of rejected rows that come back none is a total: each is answered, as in the CSV.
    const again = isSentAgain(headers)
    const mapper = new RecordMapper(match, {
      skipRows: known?.mapping.skipRows ?? 0,
      totals: (first) => (!again && (TOTAL.test(first) || FOOTER.test(first))) || dropped.includes(first),
    })
    const file = join(folder, 'sheet.csv')
    const target = await CsvWriter.open(file, layout.delimiter)
    const width = layout.headers.length
    let outside = 0
    let left = Math.max(MOST_WRITTEN, workbook.archive.bytes * WRITTEN_RATIO)
    try {
      for await (const rows of sheetRows(workbook, grid.part))
        for (const { row, cells } of rows) {
          if (row <= layout.headerLines) continue
          const record = Array.from({ length: width }, (_, column) => cells[column]?.replace(/\r\n?/g, '\n') ?? '')
          if (cells.length > width) outside++
          if (record.every((text) => text.trim() === '')) continue
          refuseLong(row, record)
          for (const made of mapper.rows(row, record)) {
            left -= lengthOf(made.fields)
            if (left < 0)
              throw tooLarge(
                '展开后的内容与文件大小不成比例',
                'what its cells amount to is out of all proportion to its size',
              )
            await target.write(made.line, made.fields)
          }
        }
    } finally {
      await target.close()
    }
    const brokenFile = join(folder, 'broken.csv')
    await writeFile(brokenFile, '')
    const sheets = workbook.sheets.length
    return {
      layout,
      known,
      form: { sheet: grid.part.name },
      notes: [
        ...(sheets > 1
          ? [
              {
                zh: `读取工作表“${grid.part.name}”（共 ${sheets} 个）`,
                en: `read from the sheet "${grid.part.name}" of ${sheets}`,
              },
            ]
          : []),
        ...headerNote(known, last - at + 1),
        ...totalsNote(mapper.totals),
        ...(outside > 0
          ? [
              {
                zh: `${outside} 行在表头以外的列有内容，未计入`,
                en: `${outside} rows have cells beyond the header, left out`,
              },
            ]
          : []),
      ],
      separated: { file, records: target.records, broken: 0, brokenFile, singleLine: target.singleLine },
    }
  } finally {
    workbook.archive.close()
  }
}

/** Characters of a row with its delimiters. */
function lengthOf(fields: readonly string[]): number {
  return fields.reduce((sum, text) => sum + text.length + 1, 0)
}

function refuseLong(row: number, fields: readonly string[]): void {
  if (lengthOf(fields) > LONGEST_ROW) throw brokenWorkbook(`第 ${row} 行过长`, `its row ${row} is too long`)
}

async function leadingRows(workbook: Workbook, part: Sheet): Promise<SheetGrid> {
  const rows: { line: number; cells: string[] }[] = []
  for await (const some of sheetRows(workbook, part)) {
    for (const { row, cells } of some) {
      if (rows.length === LEADING_ROWS) break
      const texts = Array.from(cells, (text) => text ?? '')
      // Every header of every mapping is looked for in these texts.
      refuseLong(row, texts)
      rows.push({ line: row, cells: texts })
    }
    if (rows.length === LEADING_ROWS) break
  }
  return { sheet: part.name, part, rows }
}
