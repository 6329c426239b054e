import type { ReadablePreview } from '@cockpit/domain/imports/preview'
import { quoteName } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { flagReason, readFault } from '../ingest/faults'
import type { Layout } from '../ingest/header'
import type { Session } from '../ingest/session'
import { sentFields } from '../ingest/shown-fields'
import type { FilledColumn } from './filled-columns'

const ROWS = 20
const LONGEST_CELL = 120
const HIDDEN = '***'

/** The first rows as they will be read; an identifier is never shown, and a faulty value is shown as it was sent. */
export async function shownRows(
  session: Session,
  table: WarehouseTable,
  layout: Layout,
  staged: string,
  columns: readonly FilledColumn[],
): Promise<ReadablePreview['rows']> {
  const sent = sentFields(layout, table)
  const values = columns.map(({ column }, at) => `${valueSql(column)} AS _c${at}`)
  const rows = await session.rows(
    `SELECT s._line AS line, coalesce(s._errors, []) || coalesce(l.faults, []) AS faults, s._raw AS raw, s._flags || coalesce(f.flags, []) AS flags, ${values.join(', ')}
     FROM ${staged} s
     LEFT JOIN (SELECT _line, list(fault ORDER BY fault) AS faults FROM late GROUP BY _line) l ON l._line = s._line
     LEFT JOIN (SELECT _line, list(flag ORDER BY flag) AS flags FROM late_flag GROUP BY _line) f ON f._line = s._line
     ORDER BY s._line LIMIT ${ROWS}`,
  )
  return rows.map((row) => {
    const faults = texts(row.faults).map((fault) => readFault(fault, table))
    const raw = texts(row.raw)
    return {
      line: Number(row.line),
      cells: columns.map(({ column }, at) => {
        const problem = faults.find((fault) => fault.column === column)?.reason ?? null
        const given = raw[sent.findIndex((field) => field.column === column)]
        const text = column.identifier ? HIDDEN : String((problem && given) || (row[`_c${at}`] ?? ''))
        return { text: text.slice(0, LONGEST_CELL), problem }
      }),
      flags: texts(row.flags).flatMap((flag) => flagReason(flag, table) ?? []),
    }
  })
}

function valueSql(column: Column): string {
  const name = `s.${quoteName(column.name)}`
  if (column.identifier) return 'NULL'
  if (column.type === 'decimal') return `regexp_replace(${name}::VARCHAR, '\\.0$', '')`
  if (column.type === 'timestamp') return `strftime(${name}, '%Y-%m-%d %H:%M:%S')`
  if (!column.list) return `${name}::VARCHAR`
  const members = column.list.members.map((member) => `e.${quoteName(member.name)}`)
  return `array_to_string(list_transform(${name}, lambda e: concat_ws(' ', ${members.join(', ')})), '; ')`
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map((one) => (one === null ? '' : String(one))) : []
}
