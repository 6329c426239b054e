import { describe, expect, it } from 'vitest'
import { loadedFrom } from './answer-shape'
import type { CubeQuery } from './cube-query'

const QUERY: CubeQuery = {
  measures: ['bed.days'],
  dimensions: ['bed.cityCode'],
  timeDimensions: [{ dimension: 'bed.date', dateRange: ['2025-08-15', '2025-09-30'], granularity: 'month' }],
  limit: 3,
}
const row = (more: object = {}) => ({
  'bed.days': '12.5',
  'bed.cityCode': '330100',
  'bed.date.month': '2025-08-01T00:00:00.000',
  'bed.date': '2025-08-01T00:00:00.000',
  ...more,
})
const of = (...data: unknown[]) => loadedFrom({ data }, QUERY)

describe('the shape of an answer', () => {
  it('is right with numbers, texts of numbers, nulls, and with no row', () => {
    expect(of(row(), row({ 'bed.days': 3 }), row({ 'bed.days': null, 'bed.cityCode': null })).data).toHaveLength(3)
    expect(of().data).toEqual([])
    const annotation = { measures: { 'bed.days': {} }, dimensions: { 'bed.cityCode': {} } }
    expect(loadedFrom({ data: [], annotation }, QUERY).data).toEqual([])
  })

  it.each([
    ['no body', undefined],
    ['a text', 'OK'],
    ['an error in a 200', { error: 'something' }],
    ['rows that are no list', { data: { 0: row() } }],
    ['a row that is none', { data: [null] }],
    ['a row as a list', { data: [['12.5', '330100']] }],
    ['a measure that is missing', { data: [row({ 'bed.days': undefined })] }],
    ['a measure that is a word', { data: [row({ 'bed.days': 'many' })] }],
    ['a measure that is an empty text, which would count as zero', { data: [row({ 'bed.days': '' })] }],
    ['a measure that is a truth', { data: [row({ 'bed.days': false })] }],
    ['a measure without an end', { data: [row({ 'bed.days': 'Infinity' })] }],
    ['a dimension that is missing', { data: [row(), row({ 'bed.cityCode': undefined })] }],
    ['a dimension that is an object', { data: [row({ 'bed.cityCode': {} })] }],
    ['a step that is missing', { data: [row({ 'bed.date.month': undefined })] }],
    ['a step that is none', { data: [row({ 'bed.date.month': null })] }],
    ['a step before the span', { data: [row({ 'bed.date.month': '2025-07-01T00:00:00.000' })] }],
    ['a step after the span', { data: [row({ 'bed.date.month': '2025-10-01T00:00:00.000' })] }],
    ['more rows than asked for', { data: [row(), row(), row(), row()] }],
    ['columns of another question', { data: [], annotation: { measures: { 'bed.other': {} }, dimensions: {} } }],
  ])('is wrong with %s', (_, body) => {
    expect(() => loadedFrom(body, QUERY)).toThrow(expect.objectContaining({ fault: 'wrong' }))
  })

  it('knows the first days of steps', () => {
    const steps = (granularity: 'day' | 'week' | 'month' | 'quarter' | 'year', day: string) =>
      loadedFrom(
        { data: [{ [`a.date.${granularity}`]: `${day}T00:00:00.000` }] },
        { timeDimensions: [{ dimension: 'a.date', dateRange: ['2025-08-15', '2025-09-30'], granularity }] },
      ).data.length
    expect(steps('day', '2025-08-15')).toBe(1)
    expect(() => steps('day', '2025-08-14')).toThrow()
    // 15 August 2025 is a Friday, and its week begins on the 11th.
    expect(steps('week', '2025-08-11')).toBe(1)
    expect(() => steps('week', '2025-08-10')).toThrow()
    expect(steps('quarter', '2025-07-01')).toBe(1)
    expect(() => steps('quarter', '2025-06-30')).toThrow()
    expect(steps('year', '2025-01-01')).toBe(1)
    expect(() => steps('year', '2024-12-31')).toThrow()
  })
})
