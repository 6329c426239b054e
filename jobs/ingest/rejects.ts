import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Bilingual } from '@cockpit/domain/ids'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { csvCell } from '@cockpit/semantic-layer/workbook/csv-cell'
import { type Fault, faultHeader, readFault } from './faults'
import type { Layout } from './header'
import type { RejectSummary } from './outcome'
import { REASON_COLUMNS } from './reason-columns'
import type { Session } from './session'
import { type SentField, sentFields } from './shown-fields'

export interface RejectFile {
  readonly table: WarehouseTable
  readonly layout: Layout
  /** Parquet of `stageRows`. */
  readonly staged: string
  readonly batch: string
  /** Where to write. */
  readonly file: string
}

/**
 * Writes the reject file: the sender's own columns in the sender's order (see shown-fields.ts), then `_origin`, `_line`, `_field`,
 * `_value`, `_reason`; one line a rejected row, by line number, UTF-8 with a byte-order mark so that spreadsheets read it, and no
 * cell that a spreadsheet would run as a formula. Corrected, it may be sent again as it is.
 * @returns the number of lines written and how often each rule rejected.
 */
export async function writeRejects(
  session: Session,
  { table, layout, staged, batch, file }: RejectFile,
): Promise<{ rows: number; summary: RejectSummary[] }> {
  const tally = new Map<string, { field: string; reason: Bilingual; rows: number }>()
  const fields = sentFields(layout, table)
  const columns = layout.headers.length
  let rows = 0
  async function* text(): AsyncGenerator<string> {
    yield `\ufeff${[...fields.map(({ header }) => header), ...REASON_COLUMNS].map(csvCell).join(',')}\n`
    for await (const chunk of session.stream(rejectedRows(fields, staged))) {
      const lines = chunk.map((row) => {
        rows++
        const shown = Array.isArray(row.raw) ? row.raw.map((value) => (value === null ? '' : String(value))) : null
        const faults = (row.errors as string[]).map((text) => describe(text, table, columns, fields, shown))
        for (const { field, reason } of faults) {
          const known = tally.get(`${field}\0${reason.en}`)
          if (known) known.rows++
          else tally.set(`${field}\0${reason.en}`, { field, reason, rows: 1 })
        }
        const here = `${batch}:${row._line}`
        return [
          ...(shown ?? fields.map(() => '')),
          row.origin === null ? here : `${row.origin} ${here}`,
          String(row._line),
          faults.map(({ field }) => field).join('; '),
          faults.map(({ value }) => value).join('; '),
          faults.map(({ reason }) => `${reason.zh} / ${reason.en}`).join('; '),
        ]
          .map(csvCell)
          .join(',')
      })
      yield `${lines.join('\n')}\n`
    }
  }
  // Opened before anything is read, and closed whatever goes wrong: nothing may come into a folder that is being given up.
  const out = await open(file, 'wx', 0o640)
  await pipeline(text, out.createWriteStream())
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

function rejectedRows(fields: readonly SentField[], staged: string): string {
  const rows = staged
  return `SELECT _line, _errors AS errors, _raw AS raw, _origin AS origin FROM ${rows} WHERE _errors IS NOT NULL
    UNION ALL SELECT s._line, l.errors, coalesce(s._raw, [${fields.map(({ typedSql }) => typedSql).join(', ')}]), s._origin FROM ${rows} s
      JOIN (SELECT _line, list(fault ORDER BY fault) AS errors FROM late GROUP BY _line) l ON l._line = s._line
    UNION ALL SELECT line, [code || ':' || coalesce(found::VARCHAR, '')], NULL, NULL FROM broken
    ORDER BY 1`
}

interface Described {
  readonly field: string
  readonly value: string
  readonly reason: Bilingual
}

function describe(
  text: string,
  table: WarehouseTable,
  columns: number,
  fields: readonly SentField[],
  shown: readonly string[] | null,
): Described {
  if (shown === null) return { field: '', value: '', reason: lineReason(text, columns) }
  const fault = readFault(text, table)
  const at = fields.findIndex((field) => isAbout(field, fault))
  const field = fields[at]?.header ?? faultHeader(fault)
  return { field, value: at === -1 ? '' : (shown[at] ?? '').slice(0, 120), reason: fault.reason }
}

function isAbout({ column, list }: SentField, { column: at, entry }: Fault): boolean {
  if (column !== at) return false
  return entry === null || (list?.member.name === entry.member.name && list.n === entry.n)
}

function lineReason(text: string, expected: number): Bilingual {
  const [code, found] = text.split(':')
  if (code === 'fields')
    return { zh: `应有 ${expected} 个字段，实有 ${found} 个`, en: `${expected} fields expected, ${found} found` }
  if (code === 'long') return { zh: '一行超过 1 MB，不是一条记录', en: 'a line of more than 1 MB is no record' }
  if (code === 'encoding')
    return { zh: '含有无法识别的字符编码', en: 'holds bytes that are no character in the encoding of the file' }
  return { zh: '引号没有成对，无法拆分字段', en: 'a quotation mark is not closed, or stands before other text' }
}
