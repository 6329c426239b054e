import type { Answer } from '@cockpit/domain/indicator/envelope'

/** Sums of doubles in another order differ in the last digits, and in no other. */
const RELATIVE = 1e-9

/** Whether two numbers are one: whole ones must be equal, others within 1e-9 of each other. */
export function close(a: number, b: number): boolean {
  if (Number.isInteger(a) && Number.isInteger(b)) return a === b
  return Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b))
}

/** Paths at which two answers differ. Rows may stand in any order. */
export function differences(here: Answer, there: Answer): { differences: string[]; shown: number } {
  const found: string[] = []
  let shown = 0
  const compare = (path: string, a: unknown, b: unknown): void => {
    if (typeof a === 'number' && typeof b === 'number') {
      shown += 1
      if (!close(a, b)) found.push(`${path}: ${a} / ${b}`)
    } else if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) found.push(`${path}: ${a.length} entries / ${b.length}`)
      for (const [index, value] of a.entries()) compare(`${path}[${index}]`, value, b[index])
    } else if (isRecord(a) && isRecord(b)) {
      for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) compare(`${path}.${name}`, a[name], b[name])
    } else if (a !== b) found.push(`${path}: ${JSON.stringify(a)} / ${JSON.stringify(b)}`)
  }
  const sorted = ({ rows }: Answer) => Object.fromEntries(rows.map((row) => [row.key, row]))
  compare('', { ...here, rows: sorted(here) }, { ...there, rows: sorted(there) })
  return { differences: found, shown }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
