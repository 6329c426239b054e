import type { Answer } from '@cockpit/domain/indicator/envelope'
import { expect, test } from 'vitest'
import { answerText } from './answer-text'
import { questionOf } from './question-of'

const WHOLE = { indicator: ['outpatient.visits'], territory: '330000', period: '2026-W41' }

test('flags are the parameters of an address', () => {
  expect(
    questionOf({
      ...WHOLE,
      by: 'facility',
      filter: ['tier=tertiary'],
      definition: ['income.drugShare=2009'],
      compare: ['yearToDate', 'rolling4'],
      peers: true,
      limit: '3',
    }),
  ).toEqual({
    indicators: ['outpatient.visits'],
    territory: '330000',
    period: { from: '2026-10-05', to: '2026-10-11', grain: 'week' },
    by: 'facility',
    filters: [{ dimension: 'tier', values: ['tertiary'] }],
    versions: { 'income.drugShare': '2009' },
    compare: ['yearToDate', 'rolling4'],
    peers: true,
    limit: 3,
  })
})

test('what is wrong is told in both languages by the name of the flag', () => {
  expect(() => questionOf({ ...WHOLE, period: '2026-W60' })).toThrow(
    /--period\n.*期间：2026.*\n.*"2026-W60" is not a period/,
  )
  expect(() => questionOf({ ...WHOLE, definition: ['2009'] })).toThrow(/--definition/)
  expect(() => questionOf({ indicator: ['a.b'] })).toThrow(/--indicator, --territory and --period/)
})

test('a table with comparisons, a part of a period, the rest and the peers', () => {
  const about = { indicator: 'a.b', definitionVersion: '1' }
  const answer: Answer = {
    rows: [
      {
        key: '330102',
        name: '甲',
        cells: {
          'a.b': {
            ...about,
            state: 'shown',
            value: 7,
            through: '2026-10-07',
            compare: { previous: { value: 5, difference: 2, change: 0.4 }, yearToDate: 'suppressed' },
          },
        },
      },
      { key: '330103', cells: { 'a.b': { ...about, state: 'suppressed' } } },
    ],
    rest: { keys: 4, rows: [{ key: '', cells: { 'a.b': { ...about, state: 'shown', value: 2 } } }] },
    period: { from: '2026-10-05', to: '2026-10-11' },
    dataThrough: '2026-10-07',
    asOf: null,
    coverage: null,
    peers: [{ indicator: 'a.b', peers: 3 }],
    dataVersion: 't@1',
    demo: true,
  }
  expect(answerText(answer).split('\n')).toEqual([
    'key     name    at         a.b  previous  yearToDate',
    '330102  甲                  7*    +40.0%  suppressed',
    '330103              suppressed',
    'rest    其余 4               2',
    '',
    'peers of a.b: 3, too few for quartiles',
    '',
    'period 2026-10-05..2026-10-11 · partial, data through 2026-10-07 · data t@1 · 演示数据 demo data',
  ])
})
