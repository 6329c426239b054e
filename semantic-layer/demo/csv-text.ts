/** Share of rows that carry a planted fault, so that every import shows its rejects. */
export const BROKEN_SHARE = 0.003

/**
 * Joins lines into chunks of about 64 KB, the header first: long enough to write fast, short enough to keep memory flat.
 * @param lines called anew each time the chunks are read, so that a file can be written again after a failure
 */
export function csvChunks(header: string, lines: () => Iterable<string>): Iterable<string> {
  return { [Symbol.iterator]: () => chunks(header, lines()) }
}

function* chunks(header: string, lines: Iterable<string>): Generator<string> {
  let held: string[] = [header]
  let length = 0
  for (const line of lines) {
    held.push(line)
    length += line.length
    if (length > 65_536) {
      yield `${held.join('\n')}\n`
      held = []
      length = 0
    }
  }
  if (held.length > 0) yield `${held.join('\n')}\n`
}

/** Hundredths as text with two digits: 123456 -> 1234.56. */
export function money(hundredths: number): string {
  if (hundredths === 0) return '0.00'
  const sign = hundredths < 0 ? '-' : ''
  const text = String(Math.abs(hundredths))
  if (text.length > 2) return `${sign}${text.slice(0, -2)}.${text.slice(-2)}`
  return `${sign}0.${text.padStart(2, '0')}`
}
