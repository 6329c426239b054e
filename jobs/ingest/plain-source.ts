import { open } from 'node:fs/promises'
import type { PlainLines } from './plain-lines'
import { stampOf } from './source'

const CHUNK = 1 << 20

/** Some whole lines of a text, one after the other: where they stand. */
export interface Stretch {
  readonly offset: number
  readonly bytes: number
  /** Number of the first line. */
  readonly line: number
}

/** What one passing of a text left behind. */
export interface Passing {
  /** Of the file after its last byte was read. */
  readonly stamp: string
  readonly stretches: readonly Stretch[]
}

/**
 * Passes a text through `lines` and hands on what they make of it, the next megabyte being read and made while the one before is taken.
 * Stops where the text turns out not to be plain.
 */
export async function passLines(
  path: string,
  lines: PlainLines,
  take: (bytes: Buffer) => Promise<void>,
): Promise<Passing> {
  const source = await open(path, 'r')
  const stretches: Stretch[] = []
  const buffer = Buffer.allocUnsafe(CHUNK)
  let taking = Promise.resolve()
  try {
    let offset = 0
    for (let ended = false; !ended && lines.plain; ) {
      const { bytesRead } = await source.read(buffer, 0, CHUNK)
      ended = bytesRead === 0
      const { line } = lines
      const made = ended ? lines.end() : lines.add(buffer.subarray(0, bytesRead))
      const { length } = lines.text
      if (length > 0) stretches.push({ offset, bytes: length, line })
      offset += length
      await taking
      taking = made.length > 0 ? take(made) : Promise.resolve()
      // Its failure is heard at the next turn.
      taking.catch(() => undefined)
    }
    await taking
    return { stamp: await stampOf(source), stretches }
  } finally {
    await taking.catch(() => undefined)
    await source.close()
  }
}

/** Lines `from` to `to`, both included. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/**
 * Copies the lines of the gaps, which ascend, out of a text that was passed before.
 * @returns false when the text is not what it was
 */
export async function copyGaps(
  path: string,
  { stretches, stamp }: Passing,
  gaps: readonly Gap[],
  to: string,
): Promise<boolean> {
  const source = await open(path, 'r')
  const target = await open(to, 'wx', 0o600)
  try {
    let next = 0
    for (const [n, { offset, bytes, line }] of stretches.entries()) {
      const after = stretches[n + 1]?.line ?? Number.POSITIVE_INFINITY
      while ((gaps[next]?.to ?? after) < line) next++
      if ((gaps[next]?.from ?? after) >= after) continue
      const text = Buffer.allocUnsafe(bytes)
      const read = await readAt(source, text, offset)
      if (read < bytes) return false
      const found: Buffer[] = []
      let number = line
      let gap = next
      for (let at = 0; at < text.length && gap < gaps.length; number++) {
        const feed = text.indexOf(10, at)
        const end = feed === -1 ? text.length : feed + 1
        while ((gaps[gap]?.to ?? number) < number) gap++
        if ((gaps[gap]?.from ?? Number.POSITIVE_INFINITY) <= number) found.push(text.subarray(at, end))
        at = end
      }
      await target.appendFile(Buffer.concat(found))
    }
    return (await stampOf(source)) === stamp
  } finally {
    await source.close()
    await target.close()
  }
}

async function readAt(source: Awaited<ReturnType<typeof open>>, into: Buffer, offset: number): Promise<number> {
  let size = 0
  while (size < into.length) {
    const { bytesRead } = await source.read(into, size, into.length - size, offset + size)
    if (bytesRead === 0) break
    size += bytesRead
  }
  return size
}

/** Number in the sender's file of the n-th copied line, n from 1. */
export function lineOf(gaps: readonly Gap[]): (n: number) => number {
  const before: number[] = []
  let sum = 0
  for (const { from, to } of gaps) {
    before.push(sum)
    sum += to - from + 1
  }
  return (n) => {
    let low = 0
    let high = gaps.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((before[middle] ?? 0) < n) low = middle
      else high = middle - 1
    }
    return (gaps[low]?.from ?? 0) + n - 1 - (before[low] ?? 0)
  }
}
