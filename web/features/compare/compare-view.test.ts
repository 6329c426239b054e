import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { DRUG_SHARE } from '@cockpit/domain/indicator/sample-definition'
import { describe, expect, it, test } from 'vitest'
import { compareHref, readCompare } from './compare-address'
import { comparedLines, comparedRows } from './compare-view'

const share = DRUG_SHARE
const cell = (value: number | null): Envelope =>
  value === null
    ? { indicator: share.id, state: 'not-reported', definitionVersion: '1' }
    : { indicator: share.id, state: 'shown', value, definitionVersion: '1' }
const answer = (rows: readonly (readonly [at: string | undefined, value: number | null])[]): Answer => ({
  rows: rows.map(([at, value]): AnswerRow => ({ key: '', ...(at ? { at } : {}), cells: { [share.id]: cell(value) } })),
  period: { from: '2026-10-01', to: '2026-10-31' },
  dataThrough: null,
  asOf: null,
  coverage: null,
  dataVersion: 'visit_day@1',
  demo: true,
})

test('indicators down, subjects across; no value is told as such, and is no bar of nought', () => {
  const rows = comparedRows(
    [share],
    [
      { key: 'a', answer: answer([[undefined, 0.4]]) },
      { key: 'b', answer: answer([[undefined, 0.2]]) },
      { key: 'c', answer: answer([[undefined, null]]) },
      { key: 'd', answer: undefined },
    ],
    'zh',
  )
  expect(rows[0]?.cells.map(({ key, state, text, share: bar }) => [key, state, text, bar])).toEqual([
    ['a', 'shown', '40.0%', 1],
    ['b', 'shown', '20.0%', 0.5],
    ['c', 'not-reported', null, 0],
    ['d', 'no-data', null, 0],
  ])
})

describe('lines', () => {
  const a = {
    key: 'a',
    name: '甲',
    answer: answer([
      ['2026-02-01', 0.3],
      ['2026-01-01', 0.2],
    ]),
  }
  const b = {
    key: 'b',
    name: '乙',
    answer: answer([
      ['2026-02-01', null],
      ['2026-03-01', 0.5],
    ]),
  }

  it('of places share their months, and a gap stays one', () => {
    expect(comparedLines(share.id, [a, b], false)).toEqual({
      axis: ['2026-01', '2026-02', '2026-03'],
      lines: [
        { key: 'a', name: '甲', values: [0.2, 0.3, null] },
        { key: 'b', name: '乙', values: [null, null, 0.5] },
      ],
    })
  })

  it('of periods lie over each other from the first month of each', () => {
    const found = comparedLines(share.id, [a, { ...b, answer: answer([['2025-01-01', 0.1]]) }], true)
    expect(found.axis).toEqual(['1', '2'])
    expect(found.lines.map(({ values }) => values)).toEqual([
      [0.2, 0.3],
      [0.1, null],
    ])
  })
})

describe('the address', () => {
  const query = (href: string) => new URLSearchParams(href.split('?')[1] ?? '')

  it.each([
    '/compare?x=DEMO-1,DEMO-2&area=330100&i=income.drugShare&p=2026-10',
    '/compare?of=areas&x=330100,330200',
    '/compare?of=periods&x=2026-Q3,2025-Q3&area=330100&f=DEMO-1',
    '/compare',
  ])('%s is read back as it was written', (href) => {
    const address = readCompare(query(href))
    expect(address.unread).toEqual([])
    expect(decodeURIComponent(compareHref(address))).toBe(href)
  })

  it('takes five at the most, each once, and names what is none of them', () => {
    expect(readCompare(query('?x=A1,A2,A1,A3,A4,A5,A6')).subjects).toEqual(['A1', 'A2', 'A3', 'A4', 'A5'])
    expect(readCompare(query('?of=areas&x=330100,nowhere'))).toMatchObject({ subjects: [], unread: ['x'] })
  })
})
