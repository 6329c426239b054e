import { describe, expect, it } from 'vitest'
import { touchedGrid } from './touched-grid'

const place = (countyCode: string, month: string | null, rows: number | null) => ({
  countyCode,
  county: { zh: `县${countyCode}`, en: countyCode },
  month,
  rows,
})

describe('counties by months', () => {
  it('stand in order, and a month without rows is empty, not zero', () => {
    const grid = touchedGrid([place('b', '2026-02-01', 3), place('a', '2026-01-01', 1), place('b', '2026-01-01', 2)])
    expect(grid.months).toEqual(['2026-01', '2026-02'])
    expect(grid.rows.map(({ code, cells }) => [code, cells])).toEqual([
      ['a', [1, undefined]],
      ['b', [2, 3]],
    ])
  })

  it('keep a county whose number of rows is not told apart from one without rows', () => {
    expect(touchedGrid([place('a', '2026-01-01', null)]).rows[0]?.cells).toEqual([null])
  })

  it('list a county whose rows have no day', () => {
    expect(touchedGrid([place('a', null, 4)])).toMatchObject({ months: [], rows: [{ code: 'a', cells: [] }] })
  })
})
