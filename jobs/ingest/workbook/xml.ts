import { SaxesParser } from 'saxes'
import { brokenWorkbook, tooLarge } from './refuse-workbook'

/** A cell holds 32,767 characters; more is no cell. */
export const LONGEST_TEXT = 1 << 17
/** A workbook nests a dozen deep. The reader keeps every open element, so that a small archive of nothing but openings would fill the memory. */
const DEEPEST = 128
/** Bytes without the end of a tag, a text or a comment: the reader keeps these too. A cell has 32,767 characters. */
const LONGEST_PIECE = 4 * 2 ** 20
/** Bytes of a part that is read to its end before anything is done with it. */
const LARGEST_WHOLE = 64 * 2 ** 20

/** What a reader of one part is told, names without their prefix (`x:row` is `row`). */
export interface XmlEvents {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/**
 * Reads XML as it comes and yields after every chunk, so that who listens can hand on what it gathered.
 * A document type declaration is refused: a workbook has none, and entities are how XML is made to grow.
 * @throws Refused for text that is no well-formed XML.
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, part: string, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const fail = () => {
    throw brokenWorkbook(`部件 ${part} 不是有效的 XML`, `its part ${part} is not well-formed XML`)
  }
  parser.on('error', fail)
  parser.on('doctype', fail)
  let depth = 0
  let since = 0
  const text = (piece: string) => {
    since = 0
    events.text?.(piece)
  }
  parser.on('opentag', ({ name, attributes }) => {
    since = 0
    if (++depth > DEEPEST) fail()
    events.open(local(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    since = 0
    depth--
    events.close?.(local(name))
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('comment', () => {
    since = 0
  })
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of bytes) {
    since += chunk.length
    parser.write(decoder.decode(chunk, { stream: true }))
    if (since > LONGEST_PIECE) fail()
    yield
  }
  parser.write(decoder.decode())
  parser.close()
}

/** Reads a part to its end. @param most bytes it may have @throws Refused beyond that, or for text that is no well-formed XML */
export async function readAllXml(
  bytes: AsyncIterable<Buffer>,
  part: string,
  events: XmlEvents,
  most = LARGEST_WHOLE,
): Promise<void> {
  for await (const _ of readXml(atMost(bytes, part, most), part, events));
}

async function* atMost(bytes: AsyncIterable<Buffer>, part: string, most: number): AsyncGenerator<Buffer> {
  let read = 0
  for await (const chunk of bytes) {
    read += chunk.length
    if (read > most) throw tooLarge(`部件 ${part} 过大`, `its part ${part} is too large`)
    yield chunk
  }
}

function local(name: string): string {
  const at = name.indexOf(':')
  return at === -1 ? name : name.slice(at + 1)
}
