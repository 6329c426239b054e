import type { Cell } from './date-cells'
import { type ZipPart, zipStream } from './zip-stream'

/** What the format allows: rows of a sheet, and characters of a cell as UTF-16 counts them. */
export const MOST_ROWS = 1_048_576
export const LONGEST_CELL = 32_767

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Bytes after which what was written is handed on. */
const PIECE = 1 << 16

/**
 * An xlsx workbook of one sheet in which every cell that is no number and no date is text, formatted as text, the empty ones too: no cell runs as a
 * formula, and what a person types stays as typed (00123, 1-2). The first row is frozen.
 * @param rows numbers, dates, and texts of at most `LONGEST_CELL` characters; at most `MOST_ROWS` rows
 */
export function textWorkbook(sheet: string, rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  const part = (path: string, xml: string): ZipPart => ({ path, content: [Buffer.from(HEAD + xml)] })
  return zipStream([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    ),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ),
    // The second format is 49, text; then days and instants, written as they stand in a CSV.
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd&quot;T&quot;hh:mm:ss.000&quot;Z&quot;"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ),
    { path: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) },
  ])
}

function relations(links: readonly (readonly [type: string, target: string])[]): string {
  const all = links.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

async function* sheetXml(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  const columns = '<cols><col min="1" max="16384" width="16" style="1"/></cols>'
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>${columns}<sheetData>`
  let row = 0
  for await (const cells of rows) {
    row++
    text += `<row r="${row}">`
    for (const [at, value] of cells.entries())
      if (typeof value === 'object')
        text += `<c r="${columnName(at)}${row}" s="${value.instant ? 3 : 2}"><v>${value.serial}</v></c>`
      else if (typeof value === 'number') text += `<c r="${columnName(at)}${row}"><v>${value}</v></c>`
      else if (value !== '')
        text += `<c r="${columnName(at)}${row}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
    text += '</row>'
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`)
}

const NAMES: string[] = []

/** A for 0, Z for 25, AA for 26. */
function columnName(at: number): string {
  NAMES[at] ??= (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))
  return NAMES[at]
}

/** What XML cannot hold (control characters, halves of a pair) and what would be read as such is written as `_xHHHH_`, as the format asks. */
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant.
  /[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9a-f]{4}_)/gi

function escaped(text: string): string {
  return text
    .replace(UNSPEAKABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
