import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Months = z.int().min(1).max(1_200)
const Days = z.int().min(1).max(36_500)

/** How long what is kept. `<data>/retention.json`, or the file that COCKPIT_RETENTION names. */
export const Retention = z.strictObject({
  /** Whole months a table's rows are kept, by their date; a table that is not named is kept for ever. */
  tables: z.record(z.string(), Months).default({}),
  /** Days the sent files are kept that were taken in: they hold raw identifiers. */
  archiveDays: Days.default(180),
  /** Days the files that were refused as a whole are kept. */
  refusedDays: Days.default(90),
  /** Days the rejected rows of a batch are kept, to be corrected and sent again. */
  rejectsDays: Days.default(180),
  /** Days the files of scheduled reports are kept. */
  reportDays: Days.default(90),
})
export type Retention = z.infer<typeof Retention>

export class RetentionError extends Error {
  override readonly name = 'RetentionError'
}

/**
 * @param named value of COCKPIT_RETENTION
 * @throws RetentionError when a file was named and is not there, or what it says cannot be used; nothing is cleared then
 */
export async function readRetention(data: string, named?: string): Promise<Retention> {
  const file = named || join(data, 'retention.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !named) return '{}'
    throw new RetentionError(`${file} says how long data is kept, but cannot be read: ${error.message}`)
  })
  try {
    return Retention.parse(JSON.parse(text))
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON'
    throw new RetentionError(`${file} cannot be used: ${why}. Nothing is cleared until it can.`, { cause })
  }
}

/** The first day that is kept, `yyyy-mm-dd`: whole months before the running one, counted in China. */
export function firstKeptDay(now: Date, months: number): string {
  const [year, month] = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
  })
    .format(now)
    .split('-')
    .map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}
