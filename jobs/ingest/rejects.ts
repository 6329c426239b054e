import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Bilingual } from '@cockpit/domain/ids'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { readFault } from './faults'
import { canonical, type Layout } from './header'
import type { RejectSummary } from './outcome'
import type { Session } from './session'
import { MASK } from './validation-sql'

/**
 * Writes the reject file: the sender's own columns in the sender's order (identifiers and unknown columns masked), then
 * `_line`, `_field`, `_value`, `_reason`; one line a rejected row, by line number, UTF-8 with a byte-order mark so that
 * spreadsheets read it, and no cell that a spreadsheet would run as a formula.
 * @returns the number of lines written and how often each rule rejected.
 */
export async function writeRejects(
  session: Session,
  table: WarehouseTable,
  layout: Layout,
  staged: string,
  file: string,
): Promise<{ rows: number; summary: RejectSummary[] }> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o640 })
  // A full disk surfaces at `finished`; without a listener it would end the process first.
  const done = finished(out)
  done.catch(() => {})
  const tally = new Map<string, { field: string; reason: Bilingual; rows: number }>()
  let rows = 0
  out.write(`\ufeff${[...layout.headers, '_line', '_field', '_value', '_reason'].map(cell).join(',')}\n`)
  for await (const chunk of session.stream(rejectedRows(layout, staged))) {
    const lines = chunk.map((row) => {
      rows++
      const shown = Array.isArray(row.raw) ? row.raw.map((value) => (value === null ? '' : String(value))) : null
      const faults = (row.errors as string[]).map((text) => describe(text, table, layout, shown))
      for (const { field, reason } of faults) {
        const known = tally.get(`${field}\0${reason.en}`)
        if (known) known.rows++
        else tally.set(`${field}\0${reason.en}`, { field, reason, rows: 1 })
      }
      return [
        ...(shown ?? layout.headers.map(() => '')),
        String(row._line),
        faults.map(({ field }) => field).join('; '),
        faults.map(({ value }) => value).join('; '),
        faults.map(({ reason }) => `${reason.zh} / ${reason.en}`).join('; '),
      ]
        .map(cell)
        .join(',')
    })
    if (out.errored) break
    if (!out.write(`${lines.join('\n')}\n`)) await Promise.race([once(out, 'drain'), done])
  }
  out.end()
  await done
  return { rows, summary: summarise([...tally.values()]) }
}

/** A duplicate names its first line, so each would stand alone in a summary: they are told together. */
function summarise(entries: { field: string; reason: Bilingual; rows: number }[]): RejectSummary[] {
  const merged = new Map<string, { field: string; reason: Bilingual; rows: number }>()
  for (const entry of entries) {
    const reason = entry.reason.en.startsWith('same key as line ')
      ? { zh: '与文件中另一行的业务主键重复', en: 'same key as another line of the file' }
      : entry.reason
    const known = merged.get(`${entry.field}\0${reason.en}`)
    if (known) known.rows += entry.rows
    else merged.set(`${entry.field}\0${reason.en}`, { ...entry, reason })
  }
  return [...merged.values()].sort((a, b) => b.rows - a.rows).slice(0, 50)
}

function rejectedRows(layout: Layout, staged: string): string {
  const rows = `read_parquet(${quoteText(staged)})`
  const rendered = layout.columns.map((column) =>
    column === null || column.identifier ? quoteText(MASK) : `${quoteName(column.name)}::VARCHAR`,
  )
  return `SELECT _line, _errors AS errors, _raw AS raw FROM ${rows} WHERE _errors IS NOT NULL
    UNION ALL SELECT s._line, l.errors, [${rendered.join(', ')}] FROM ${rows} s
      JOIN (SELECT _line, list(fault) AS errors FROM late GROUP BY _line) l ON l._line = s._line
    UNION ALL SELECT line, [code || ':' || coalesce(found::VARCHAR, '')], NULL FROM broken
    ORDER BY 1`
}

interface Described {
  readonly field: string
  readonly value: string
  readonly reason: Bilingual
}

function describe(text: string, table: WarehouseTable, layout: Layout, shown: readonly string[] | null): Described {
  if (shown === null) return { field: '', value: '', reason: lineReason(text, layout) }
  const { column, reason } = readFault(text, table)
  const at = layout.columns.indexOf(column)
  return { field: headerOf(column, layout), value: at === -1 ? '' : (shown[at] ?? '').slice(0, 80), reason }
}

function lineReason(text: string, layout: Layout): Bilingual {
  const [code, found] = text.split(':')
  const expected = layout.headers.length
  if (code === 'fields')
    return { zh: `应有 ${expected} 个字段，实有 ${found} 个`, en: `${expected} fields expected, ${found} found` }
  if (code === 'encoding')
    return { zh: '含有无法识别的字符编码', en: 'holds bytes that are no character in the encoding of the file' }
  return { zh: '引号没有成对，无法拆分字段', en: 'a quotation mark is not closed, or stands before other text' }
}

function headerOf(column: Column, layout: Layout): string {
  const at = layout.columns.indexOf(column)
  return at === -1 ? canonical(column) : (layout.headers[at] ?? canonical(column))
}

/** One CSV cell. A leading = + - @ would be run as a formula by a spreadsheet, unless it is simply a number. */
export function cell(value: string): string {
  const risky = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value)
  const safe = risky ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
