import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { Delimiter } from './header'

const CHUNK = 1 << 20
/** A record longer than this is taken for a quote that nobody closed; a line longer than this is no record. */
const LONGEST_RECORD = 1 << 20

const LF = 10
const CR = 13
const QUOTE = 34

/** Why a line is no record of the table. `found` counts its fields. */
export type LineFault =
  | { readonly code: 'fields'; readonly found: number }
  | { readonly code: 'quote' | 'encoding' | 'long' }

export interface BrokenLine {
  readonly line: number
  readonly fault: LineFault
}

/**
 * Takes a CSV apart record by record when it is not the plain kind (one record a line, no broken line), and writes
 * the sound records, each preceded by its physical line number as a first field, to a copy that any reader understands.
 *
 * Rules: RFC 4180; line ends LF, CRLF or CR; blank lines are no records; one empty field too many at the end is
 * forgiven (a trailing delimiter). A record whose quote never closes, or closes before other text, costs its first
 * line only: reading goes on with the next line.
 */
export async function separateRecords(
  from: string,
  to: string,
  layout: {
    readonly delimiter: Delimiter
    readonly fields: number
    readonly headerLines: number
    /** Where the text is an extract: number in the sender's file of its n-th line, n from 1. */
    readonly numberOf?: ((line: number) => number) | undefined
  },
  onBroken: (broken: BrokenLine) => Promise<void> | void,
): Promise<{ records: number; broken: number }> {
  const source = await open(from, 'r')
  const target = await open(to, 'wx', 0o600)
  const delimiter = layout.delimiter.charCodeAt(0)
  let out: Buffer[] = []
  let outBytes = 0
  let records = 0
  let broken = 0
  const numberOf = layout.numberOf ?? ((line: number) => line)
  let line = 1
  let rest = Buffer.alloc(0)
  let ended = false
  // Within a line too long to hold: what is left of it is passed over.
  let passing = false
  const flush = async () => {
    if (outBytes > 0) await target.appendFile(Buffer.concat(out))
    out = []
    outBytes = 0
  }
  try {
    while (!ended) {
      const chunk = Buffer.allocUnsafe(CHUNK)
      const { bytesRead } = await source.read(chunk, 0, CHUNK)
      ended = bytesRead === 0
      const buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      let at = 0
      if (passing) {
        const end = lineEnd(buffer, 0)
        if (end === -1) {
          rest = Buffer.alloc(0)
          continue
        }
        if (buffer[end] === CR && end + 1 === buffer.length && !ended) {
          rest = buffer.subarray(end)
          continue
        }
        at = afterLineEnd(buffer, end)
        passing = false
      }
      while (at < buffer.length) {
        const found = scanRecord(buffer, at, delimiter, ended)
        if (found === 'unfinished' && !ended && buffer.length - at < LONGEST_RECORD) break
        let end: number
        let fault: LineFault | null = null
        let fields = 0
        let lines = 1
        if (found === 'unfinished' || found.badQuote) {
          end = lineEnd(buffer, at)
          // The line itself may still be incomplete in this buffer.
          if (end === -1 && !ended && buffer.length - at < LONGEST_RECORD) break
          passing = end === -1 && !ended
          fault = { code: passing ? 'long' : 'quote' }
          if (end === -1) end = buffer.length
        } else {
          end = found.end
          fields = found.fields
          lines = found.lines
          if (fields === layout.fields + 1 && buffer[end - 1] === delimiter) {
            end--
            fields--
          }
          if (fields !== layout.fields) fault = { code: 'fields', found: fields }
        }
        const bytes = buffer.subarray(at, end)
        const next = afterLineEnd(buffer, found === 'unfinished' || found.badQuote ? end : found.end)
        if (next === buffer.length && !ended && buffer[next - 1] === CR) break
        if (fault === null && (!isUtf8(bytes) || bytes.includes(REPLACEMENT))) fault = { code: 'encoding' }
        const blank = bytes.length === 0
        if (!blank && line > layout.headerLines) {
          if (fault === null) {
            const prefix = Buffer.from(`${numberOf(line)}${layout.delimiter}`)
            out.push(prefix, bytes, NEW_LINE)
            outBytes += prefix.length + bytes.length + 1
            records++
            if (outBytes > CHUNK) await flush()
          } else {
            broken++
            await onBroken({ line: numberOf(line), fault })
          }
        }
        line += lines
        at = next
      }
      rest = buffer.subarray(at)
    }
    await flush()
    return { records, broken }
  } finally {
    await source.close()
    await target.close()
  }
}

const NEW_LINE = Buffer.from('\n')
const REPLACEMENT = Buffer.from('\ufffd')

interface Found {
  /** Index of the line end, or of the end of the text. */
  readonly end: number
  readonly fields: number
  readonly lines: number
  readonly badQuote: boolean
}

function scanRecord(buffer: Buffer, start: number, delimiter: number, ended: boolean): Found | 'unfinished' {
  let fields = 1
  let lines = 1
  let at = start
  let fieldStart = true
  while (at < buffer.length) {
    const byte = buffer[at]
    if (byte === delimiter) {
      fields++
      fieldStart = true
    } else if (byte === LF || byte === CR) return { end: at, fields, lines, badQuote: false }
    else if (byte === QUOTE && fieldStart) {
      at++
      for (;;) {
        const close = buffer.indexOf(QUOTE, at)
        if (close === -1) return 'unfinished'
        for (let feed = buffer.indexOf(LF, at); feed !== -1 && feed < close; feed = buffer.indexOf(LF, feed + 1))
          lines++
        at = close + 1
        if (at === buffer.length && !ended) return 'unfinished'
        if (buffer[at] !== QUOTE) break
        at++
      }
      const after = buffer[at]
      if (at < buffer.length && after !== delimiter && after !== LF && after !== CR)
        return { end: at, fields, lines, badQuote: true }
      fieldStart = false
      continue
    } else fieldStart = false
    at++
  }
  return ended ? { end: at, fields, lines, badQuote: false } : 'unfinished'
}

function lineEnd(buffer: Buffer, from: number): number {
  for (let at = from; at < buffer.length; at++) if (buffer[at] === LF || buffer[at] === CR) return at
  return -1
}

function afterLineEnd(buffer: Buffer, end: number): number {
  if (buffer[end] === CR && buffer[end + 1] === LF) return end + 2
  return Math.min(end + 1, buffer.length)
}
