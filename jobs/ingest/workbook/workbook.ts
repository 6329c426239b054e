import { posix } from 'node:path'
import { Archive } from './archive'
import { spokenText } from './cell-text'
import { builtInFormat, formatKind, type NumberKind } from './number-format'
import { brokenWorkbook, refuseWorkbook, tooLarge } from './refuse-workbook'
import { LONGEST_TEXT, readAllXml } from './xml'

export interface Sheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly archive: Archive
  readonly sheets: readonly Sheet[]
  readonly from1904: boolean
  /** Meaning of a number by the number of its cell's style. */
  readonly kinds: readonly NumberKind[]
  readonly shared: readonly string[]
}

/** Characters of all shared texts together: these alone stay in memory, at most two bytes each; and what an entry costs though it is empty. */
const MOST_SHARED = 200 * 2 ** 20
const ENTRY = 16
/** Bytes of the part they stand in. */
const LARGEST_SHARED = 4 * 2 ** 30
const MOST_SHEETS = 1_000

/**
 * Opens an xlsx workbook: its sheets in their order, styles and shared texts. Close `archive` after use.
 * @throws Refused when it is another kind of archive, damaged, locked or too large.
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await Archive.open(path)
  try {
    const main = await mainPart(archive)
    const links = await relationships(archive, main)
    const { sheets, from1904 } = await sheetsOf(archive, main, links)
    const target = (type: string) => [...links.values()].find((link) => link.type === type)?.target
    const styles = target('styles')
    const texts = target('sharedStrings')
    return {
      archive,
      sheets,
      from1904,
      kinds: styles && archive.has(styles) ? await kindsOf(archive, styles) : [],
      shared: texts && archive.has(texts) ? await sharedTexts(archive, texts) : [],
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

interface Link {
  readonly type: string
  readonly target: string
}

async function relationships(archive: Archive, part: string): Promise<Map<string, Link>> {
  const file = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const links = new Map<string, Link>()
  if (!archive.has(file)) return links
  await readAllXml(archive.read(file), file, {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(posix.dirname(part), Target)
      links.set(Id, { type: Type?.split('/').at(-1) ?? '', target })
    },
  })
  return links
}

async function mainPart(archive: Archive): Promise<string> {
  const root = await relationships(archive, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (archive.has(main) && main.endsWith('.xml') && (main.startsWith('xl/') || archive.has('xl/workbook.xml')))
    return main
  const kind = archive.has('xl/workbook.bin')
    ? { zh: '二进制工作簿（xlsb）', en: 'a binary workbook (xlsb)' }
    : archive.has('content.xml')
      ? { zh: 'OpenDocument 文件（ods）', en: 'an OpenDocument file (ods)' }
      : { zh: '压缩包，其中没有 Excel 工作簿', en: 'an archive that holds no Excel workbook' }
  throw refuseWorkbook(
    `文件是${kind.zh}。请另存为 xlsx 或 CSV 后重新发送。`,
    `The file is ${kind.en}. Save it as xlsx or CSV and send it again.`,
  )
}

async function sheetsOf(archive: Archive, main: string, links: ReadonlyMap<string, Link>) {
  const sheets: Sheet[] = []
  const parts = new Set<string>()
  let from1904 = false
  await readAllXml(archive.read(main), main, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1]
      const link = id === undefined ? undefined : links.get(id)
      // A sheet that is a chart has no rows.
      if (link?.type !== 'worksheet') return
      if (parts.has(link.target)) throw brokenWorkbook('两个工作表是同一部件', 'two of its sheets are the same part')
      if (parts.add(link.target).size > MOST_SHEETS)
        throw tooLarge(`含有超过 ${MOST_SHEETS} 个工作表`, `it has more than ${MOST_SHEETS} sheets`)
      sheets.push({
        name: attributes.name ?? '',
        part: link.target,
        hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
      })
    },
  })
  if (sheets.length === 0) throw brokenWorkbook('没有工作表', 'it has no sheet')
  return { sheets, from1904 }
}

async function kindsOf(archive: Archive, part: string): Promise<NumberKind[]> {
  const formats = new Map<number, NumberKind>()
  const kinds: NumberKind[] = []
  let inCells = false
  await readAllXml(archive.read(part), part, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt' && numFmtId !== undefined) formats.set(Number(numFmtId), formatKind(formatCode ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(numFmtId ?? 0)
        kinds.push(formats.get(id) ?? builtInFormat(id))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return kinds
}

/** Phonetic guides (rPh) are how a text is pronounced, not part of it. */
async function sharedTexts(archive: Archive, part: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let inText = false
  let aside = 0
  let size = 0
  const events = {
    open: (name: string) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') aside++
      else if (name === 't') inText = aside === 0
    },
    text: (piece: string) => {
      if (!inText) return
      text += piece
      if (text.length > LONGEST_TEXT) throw brokenWorkbook('有超长文字', 'one of its texts is too long for a cell')
    },
    close: (name: string) => {
      if (name === 't') inText = false
      else if (name === 'rPh') aside--
      if (name !== 'si') return
      size += text.length + ENTRY
      if (size > MOST_SHARED) throw tooLarge('文字过多', 'it holds too much text')
      texts.push(ownCopy(spokenText(text)))
    },
  }
  await readAllXml(archive.read(part), part, events, LARGEST_SHARED)
  return texts
}

/** A text of its own: one cut from what was read would keep all of that in memory. Short ones are copied in any case. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString()
}
