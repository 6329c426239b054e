import { expect, test } from 'vitest'
import { answerCsv } from './answer-table'
import { stampedTable } from './stamped-table'

const stamp = { id: 'e-1', by: '=cmd()', at: new Date('2026-03-04T05:06:07Z'), place: '演示省' }

test('every line carries who took it out, when, and of what place; the head says so', () => {
  const table = stampedTable([['value'], [1.5], [2]], stamp)
  expect(table[0]).toEqual(['value', 'place', 'exported_by', 'exported_at', 'export_id'])
  expect(table.slice(1)).toEqual([
    [1.5, '演示省', '=cmd()', '2026-03-04T05:06:07.000Z', 'e-1'],
    [2, '演示省', '=cmd()', '2026-03-04T05:06:07.000Z', 'e-1'],
  ])
})

test('a name that looks like a formula runs in no spreadsheet', () => {
  for (const by of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1']) {
    const line = answerCsv(stampedTable([['value'], [1]], { ...stamp, by })).split('\n')[1] ?? ''
    expect(line.replace(/^1,演示省,"?/, '').startsWith("'")).toBe(true)
  }
})
