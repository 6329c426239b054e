import { createHash, randomUUID } from 'node:crypto'
import { logExport } from '@cockpit/db/exports/log-export'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import { CaseQuery, type CaseRow, FARTHEST_CASE, MOST_CASES } from '@cockpit/domain/cases/case-query'
import { readCases } from '@cockpit/semantic-layer/cases/read-cases'
import { stampedTable } from '@cockpit/semantic-layer/workbook/stamped-table'
import { tableFile } from '@cockpit/semantic-layer/workbook/table-file'
import type { Caller } from '../caller-contract'
import { askPorts } from '../indicators/ask-ports'
import { problem } from '../indicators/problem'
import { placeNamer } from '../places'
import type { Ports } from '../ports'
import { caseTable } from './case-table'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * Answers `GET /api/export/cases`: the whole list of a question as CSV or workbook, under the grants that read cases and may export. Longer
 * lists than `FARTHEST_CASE` are refused: a part would be taken for the whole.
 */
export async function exportCases(request: Request, caller: Caller | null, ports: Ports): Promise<Response> {
  if (caller?.kind !== 'person') return problem(request, 'signed-out')
  const { format, ...asked } = Object.fromEntries(new URL(request.url).searchParams)
  if (format !== 'csv' && format !== 'xlsx') return problem(request, 'bad-format')
  const parsed = CaseQuery.safeParse({ ...asked, limit: MOST_CASES, offset: 0 })
  if (!parsed.success) return problem(request, 'bad-question')
  const query = parsed.data
  const grants = exportingGrants(caller.grants)
  if (grants.length === 0) return problem(request, 'export-not-permitted')
  const asking = await askPorts(ports, request.signal)
  const rows: CaseRow[] = []
  for (let total = 1; rows.length < total; ) {
    const page = await readCases({ ...query, offset: rows.length }, { grants }, asking)
    if (!page.ok) return problem(request, 'not-permitted')
    total = page.value.total
    if (total > FARTHEST_CASE) return problem(request, 'answer-too-large')
    if (page.value.rows.length === 0) break
    rows.push(...page.value.rows)
  }
  const now = new Date()
  const id = randomUUID()
  const demo = await ports.demo()
  const { area, facility } = (await placeNamer(ports))({
    areaCode: query.territory,
    facilityId: query.facility ?? null,
  })
  const place = (facility ?? area).name.zh
  const table = stampedTable(caseTable(rows, query, demo), { id, by: caller.name, at: now, place })
  const bytes = await tableFile(table, format, demo ? '演示数据' : '病例')
  if (!bytes) return problem(request, 'answer-too-large')
  const { limit: _, offset: __, ...question } = query
  await logExport(ports.db, {
    id,
    person: caller.id,
    kind: 'cases',
    format,
    question: new URLSearchParams(question).toString(),
    rows: rows.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    at: now,
  })
  const name = `${demo ? '演示数据-' : ''}cases-${query.facility ?? query.territory}-${query.from}-${query.to}.${format}`
  return new Response(bytes, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
      'x-cockpit-demo': String(demo),
    },
  })
}
