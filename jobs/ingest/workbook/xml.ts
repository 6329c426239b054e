import { SaxesParser } from 'saxes'
import { brokenWorkbook } from './refuse-workbook'

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
  parser.on('opentag', ({ name, attributes }) => events.open(local(name), attributes))
  if (events.close) {
    const { close } = events
    parser.on('closetag', ({ name }) => close(local(name)))
  }
  if (events.text) {
    parser.on('text', events.text)
    parser.on('cdata', events.text)
  }
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of bytes) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode())
  parser.close()
}

/** Reads a small part to its end. */
export async function readAllXml(bytes: AsyncIterable<Buffer>, part: string, events: XmlEvents): Promise<void> {
  for await (const _ of readXml(bytes, part, events));
}

function local(name: string): string {
  const at = name.indexOf(':')
  return at === -1 ? name : name.slice(at + 1)
}
