import { crc32, deflateRawSync } from 'node:zlib'

/** What a test puts in a cell: a text, a number with the code of its format, a truth, an error, a formula with the result it kept. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly number: number | string; readonly format: string }
  | { readonly error: string }
  | { readonly formula: string; readonly result: string | number | null }
  | { readonly inline: string }

export interface SheetToMake {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  readonly hidden?: boolean
}

/** An xlsx workbook as a spreadsheet program writes it. */
export function makeWorkbook(sheets: readonly SheetToMake[], options: { from1904?: boolean } = {}): Buffer {
  const formats: string[] = []
  const shared: string[] = []
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === null) return ''
    if (typeof cell === 'string') {
      if (!shared.includes(cell)) shared.push(cell)
      return `<c r="${at}" t="s"><v>${shared.indexOf(cell)}</v></c>`
    }
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if ('error' in cell) return `<c r="${at}" t="e"><v>${cell.error}</v></c>`
    if ('inline' in cell)
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.inline)}</t></is></c>`
    if ('formula' in cell) {
      const value = cell.result === null ? '' : `<v>${escapeXml(String(cell.result))}</v>`
      return `<c r="${at}"${typeof cell.result === 'string' ? ' t="str"' : ''}><f>${escapeXml(cell.formula)}</f>${value}</c>`
    }
    if (!formats.includes(cell.format)) formats.push(cell.format)
    return `<c r="${at}" s="${formats.indexOf(cell.format) + 1}"><v>${cell.number}</v></c>`
  }
  const parts = sheets.map(({ rows }) => {
    const body = rows.map((row, y) => {
      const cells = row.map((cell, x) => cellXml(cell, `${letters(x)}${y + 1}`)).join('')
      return `<row r="${y + 1}">${cells}</row>`
    })
    return `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`
  })
  return zip([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ['_rels/.rels', rels([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATED}"><workbookPr${options.from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, hidden }, at) =>
            `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      rels([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><numFmts>${formats
        .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(code)}"/>`)
        .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
        .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    ],
    [
      'xl/sharedStrings.xml',
      `<sst xmlns="${MAIN}">${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ],
    ...parts.map((part, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, part]),
  ])
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function rels(links: readonly (readonly [type: string, target: string])[]): string {
  const all = links.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATED}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function letters(at: number): string {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))
}

/** A ZIP archive of the parts; `flags` 1 says that they are encrypted. */
export function zip(parts: readonly (readonly [path: string, content: string | Buffer])[], flags = 0): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [path, content] of parts) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const name = Buffer.from(path)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800 | flags, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, name, packed])
    centrals.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), head, place, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
