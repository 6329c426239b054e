import type { CaseRow } from '@cockpit/domain/cases/case-query'
import { answerCsv } from '@cockpit/semantic-layer/workbook/answer-table'
import { expect, test } from 'vitest'
import { caseTable } from './case-table'

const row: CaseRow = {
  ...{
    facility: 'F1',
    department: '0301',
    departmentName: '=HYPERLINK("x")',
    doctor: 'k3',
    record: 'ab12',
    admission: 2,
  },
  ...{ admittedOn: '2026-10-01', dischargedOn: '2026-10-09', sex: '2', age: 71, stay: 8, diagnosis: 'I21.0' },
  ...{ diagnosisName: '@心肌梗死', operation: '', operationName: '', way: '5', drg: 'FR21', drgName: '', weight: 1.25 },
  ...{ risk: 'low', cost: 20000.5, meanCost: null, meanStay: 7, ungroupedReason: '', flags: ['lowRiskDeath', 'died'] },
}

test('a case is one line of bare values with its flags, and says why it counts', () => {
  const [head = [], line = []] = caseTable([row], { list: 'lowRiskDeath' }, true)
  expect(line.length).toBe(head.length)
  const cell = Object.fromEntries(head.map((name, at) => [name, line[at]]))
  expect(cell).toMatchObject({
    ...{ record: 'ab12', cost: 20000.5, meanCost: '', stay: 8, lowRiskDeath: 1, died: 1, longStay: 0 },
    why_zh: expect.stringContaining('低风险组病例死亡'),
    note: expect.stringContaining('演示数据'),
  })
  expect(caseTable([row], { list: 'all' }, false)[1]?.at(-1)).toBe('')
})

test('no text of a case runs as a formula in the file', () => {
  const csv = answerCsv(caseTable([row], { list: 'all' }, false))
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain(",'@心肌梗死,")
})
