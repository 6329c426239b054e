import type { Answer } from '@cockpit/domain/indicator/envelope'
import { expect, test } from 'vitest'
import { answerCsv, answerTable } from './answer-table'

const about = { indicator: 'a.b', definitionVersion: '2' }
const answer: Answer = {
  rows: [
    {
      key: '330102',
      name: '=区划,甲',
      cells: {
        'a.b': {
          ...about,
          state: 'shown',
          value: -0.125,
          through: '2026-10-18',
          compare: { sameLastYear: 'suppressed', yearToDate: { own: 9, value: 10, difference: -1, change: -0.1 } },
          target: { max: 0.3, source: 's', evidence: 'policy' },
          standing: 'met',
        },
      },
    },
    { key: '330103', cells: { 'a.b': { ...about, state: 'suppressed' } } },
  ],
  rest: { keys: 7, rows: [{ key: '', cells: { 'a.b': { ...about, state: 'shown', value: 3 } } }] },
  period: { from: '2026-10-01', to: '2026-10-31' },
  spans: { 'a.b': { from: '2026-10-01', to: '2026-10-18' } },
  dataThrough: '2026-10-18',
  asOf: '2026-10-19T01:00:00.000Z',
  coverage: null,
  peers: [{ indicator: 'a.b', peers: 6, lower: 1, median: 2, upper: 3 }],
  dataVersion: 't@1',
  demo: true,
}
const table = answerTable(answer, () => ({ zh: '甲', en: 'A', unit: { zh: '%', en: '%' } }))
const cellsOf = (line: number) =>
  Object.fromEntries((table[0] ?? []).map((name, at) => [name, table[line]?.[at]])) as Record<string, unknown>

test('a line for each row, with what it is compared with and where it stands', () => {
  expect(table.every((line) => line.length === table[0]?.length)).toBe(true)
  expect(cellsOf(1)).toMatchObject({
    ...{ key: '330102', from: '2026-10-01', to: '2026-10-18', through: '2026-10-18', value: -0.125, unit: '%' },
    ...{ sameLastYear: 'suppressed', yearToDate: 10, yearToDate_own: 9, yearToDate_change: -0.1 },
    ...{ target_min: '', target_max: 0.3, target_source: 's', standing: 'met', peers: 6, peers_median: 2 },
    definition_version: '2',
    note: '演示数据 demonstration data',
  })
})

test('what is withheld is empty and says why; the rest is told from the rows', () => {
  expect(cellsOf(2)).toMatchObject({ state: 'suppressed', value: '', numerator: '' })
  expect(cellsOf(3)).toMatchObject({ key: 'rest', name: '其余 7 rest', value: 3 })
})

test('a CSV whose names are no formulas and whose negative numbers stay numbers', () => {
  const lines = answerCsv(table).split('\n')
  expect(lines[0]?.startsWith('\ufeffkey,name,at,')).toBe(true)
  expect(lines[1]).toContain(`330102,"'=区划,甲",`)
  expect(lines[1]).toContain(',-0.125,')
  expect(answerCsv(answerTable({ ...answer, demo: false }, () => undefined))).not.toContain('演示')
})
