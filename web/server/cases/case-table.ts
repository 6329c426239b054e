import { CASE_FLAGS, listOf } from '@cockpit/domain/cases/case-lists'
import type { CaseQuery, CaseRow } from '@cockpit/domain/cases/case-query'
import { DEMO_NOTE } from '@cockpit/semantic-layer/workbook/answer-table'

type Line = readonly (string | number)[]

const COLUMNS = [
  ...[
    'facility',
    'department',
    'departmentName',
    'doctor',
    'record',
    'admission',
    'admittedOn',
    'dischargedOn',
    'sex',
    'age',
  ],
  ...['stay', 'diagnosis', 'diagnosisName', 'operation', 'operationName', 'way', 'drg', 'drgName', 'weight', 'risk'],
  ...['cost', 'meanCost', 'meanStay', 'ungroupedReason'],
] as const satisfies readonly (keyof CaseRow)[]

/** A list of cases as a table with a head: bare values, one column for each flag as 1 or 0, and in each line why it counts. Pure. */
export function caseTable(rows: readonly CaseRow[], query: Pick<CaseQuery, 'list'>, demo: boolean): Line[] {
  const { words } = listOf(query.list)
  return [
    [...COLUMNS, ...CASE_FLAGS, 'why_zh', 'why_en', 'note'],
    ...rows.map((row) => [
      ...COLUMNS.map((name) => row[name] ?? ''),
      ...CASE_FLAGS.map((flag) => (row.flags.includes(flag) ? 1 : 0)),
      words.zh,
      words.en,
      demo ? DEMO_NOTE : '',
    ]),
  ]
}
