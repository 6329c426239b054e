import { open } from 'node:fs/promises'
import { Refused } from './outcome'
import type { SourceFacts } from './source'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

const CHUNK = 1 << 20

/** Kinds of file people send in place of a CSV, by their first bytes. */
const NOT_TEXT: readonly { readonly magic: string; readonly zh: string; readonly en: string }[] = [
  { magic: '1f8b', zh: 'gzip 压缩文件', en: 'a gzip archive' },
  { magic: '25504446', zh: 'PDF 文件', en: 'a PDF document' },
  { magic: '50415231', zh: 'Parquet 文件', en: 'a Parquet file' },
]

/**
 * The encoding of the sender's text.
 * A file with a few broken characters among good UTF-8 is a damaged UTF-8 file, not a GB18030 one: read as GB18030
 * it would decode without complaint into wrong characters.
 * @throws Refused when the bytes are no text at all.
 */
export function encodingOf(facts: SourceFacts): Encoding {
  const start = facts.head.subarray(0, 8).toString('hex')
  const known = NOT_TEXT.find(({ magic }) => start.startsWith(magic))
  if (known)
    throw new Refused({
      code: 'not-text',
      message: {
        zh: `文件是${known.zh}，不是 CSV 文本。请另存为 CSV（UTF-8 或 GB18030）后重新发送。`,
        en: `The file is ${known.en}, not CSV text. Save it as CSV (UTF-8 or GB18030) and send it again.`,
      },
    })
  if (start.startsWith('fffe')) return 'utf-16le'
  if (start.startsWith('feff')) return 'utf-16be'
  if (facts.nulBytes)
    throw new Refused({
      code: 'not-text',
      message: {
        zh: '文件含有空字节，是二进制数据，不是 CSV 文本。请导出为 CSV（UTF-8 或 GB18030）后重新发送。',
        en: 'The file contains NUL bytes: it is binary data, not CSV text. Export it as CSV (UTF-8 or GB18030) and send it again.',
      },
    })
  if (facts.utf8 || start.startsWith('efbbbf') || facts.notUtf8 === null) return 'utf-8'
  const { broken, sound } = brokenCharacters(facts.notUtf8.toString('utf8'))
  if (broken <= sound / 2) return 'utf-8'
  const other = brokenCharacters(new TextDecoder('gb18030').decode(facts.notUtf8))
  if (other.broken <= other.sound / 2) return 'gb18030'
  throw new Refused({
    code: 'not-text',
    message: {
      zh: '文件既不是 UTF-8 也不是 GB18030 编码的文本。请导出为其中一种编码的 CSV 后重新发送。',
      en: 'The file is text in neither UTF-8 nor GB18030. Export it as CSV in one of the two and send it again.',
    },
  })
}

function brokenCharacters(text: string): { broken: number; sound: number } {
  let broken = 0
  let sound = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) sound++
  }
  return { broken, sound }
}

/**
 * Writes the file again as UTF-8 without a byte-order mark. A byte that means nothing becomes U+FFFD; its line is
 * rejected later. `sound` is true when there is none.
 */
export async function transcode(from: string, to: string, encoding: Encoding): Promise<{ sound: boolean }> {
  const decoder = new TextDecoder(encoding, { fatal: false, ignoreBOM: false })
  const source = await open(from, 'r')
  const target = await open(to, 'wx', 0o600)
  let sound = true
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, CHUNK)
      const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: bytesRead > 0 })
      sound &&= !text.includes('\ufffd')
      if (text.length > 0) await target.appendFile(text)
      if (bytesRead === 0) break
    }
    return { sound }
  } finally {
    await source.close()
    await target.close()
  }
}
