import { readFileSync } from 'node:fs'

export type SqliteValue = string | number | null

/**
 * All rows of the one table of a small SQLite file (format 3, UTF-8), as the reference data brings one: enough of the format for that and no
 * more. @throws Error where the file holds anything else
 */
export function sqliteRows(file: string): SqliteValue[][] {
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 0, 15) !== 'SQLite format 3') throw new Error(`${file} is no SQLite file.`)
  const pageSize = bytes.readUInt16BE(16)
  const usable = pageSize - bytes.readUInt8(20)
  const schema = rowsBelow(1)
  const root = schema[0]?.[3]
  if (schema.length !== 1 || typeof root !== 'number')
    throw new Error(`${file} holds ${schema.length} objects, not one.`)
  return rowsBelow(root)

  /** Rows of a table's tree; a leaf page is 13, an inner one 5. */
  function rowsBelow(number: number): SqliteValue[][] {
    const start = (number - 1) * pageSize
    const head = start + (number === 1 ? 100 : 0)
    const kind = bytes.readUInt8(head)
    const cells = Array.from({ length: bytes.readUInt16BE(head + 3) }, (_, n) => {
      const pointers = head + (kind === 5 ? 12 : 8)
      return start + bytes.readUInt16BE(pointers + 2 * n)
    })
    if (kind === 13) return cells.map(rowAt)
    if (kind !== 5) throw new Error(`Page ${number} of ${file} is of kind ${kind}.`)
    return [...cells.map((cell) => bytes.readUInt32BE(cell)), bytes.readUInt32BE(head + 8)].flatMap(rowsBelow)
  }

  function rowAt(cell: number): SqliteValue[] {
    const [size, afterSize] = varint(cell)
    const [, body] = varint(afterSize)
    // A record larger than this goes on in another page.
    if (size > usable - 35) throw new Error(`${file} has a record of ${size} bytes.`)
    const [headSize, firstType] = varint(body)
    const row: SqliteValue[] = []
    let at = body + headSize
    for (let type = firstType; type < body + headSize; ) {
      const [code, next] = varint(type)
      const length = code >= 12 ? (code - 12) >> 1 : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0][code] ?? 0)
      row.push(valueAt(code, at, length))
      at += length
      type = next
    }
    return row
  }

  function valueAt(code: number, at: number, length: number): SqliteValue {
    if (code === 0) return null
    if (code === 8 || code === 9) return code - 8
    if (code >= 1 && code <= 5) return bytes.readIntBE(at, length)
    if (code >= 13 && code % 2 === 1) return bytes.toString('utf8', at, at + length)
    throw new Error(`${file} has a value of type ${code}.`)
  }

  /** A number of one to nine bytes, and where it ends. Larger ones than 2^53 do not occur in such a file. */
  function varint(from: number): [value: number, end: number] {
    let value = 0
    for (let at = from; at < from + 8; at++) {
      const byte = bytes.readUInt8(at)
      value = value * 128 + (byte & 127)
      if (byte < 128) return [value, at + 1]
    }
    return [value * 256 + bytes.readUInt8(from + 8), from + 9]
  }
}
