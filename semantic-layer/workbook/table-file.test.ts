import { expect, test } from 'vitest'
import { stackedTables, tableFile } from './table-file'

test('tables stand below each other under one head, whatever columns each brings', () => {
  const county = [
    ['key', 'value', 'place'],
    ['a', 1, '甲县'],
  ]
  const hospital = [
    ['key', 'value', 'sameLastYear', 'place'],
    ['b', 2, 3, '乙院'],
  ]
  expect(stackedTables([county, hospital])).toEqual([
    ['key', 'value', 'place', 'sameLastYear'],
    ['a', 1, '甲县', ''],
    ['b', 2, '乙院', 3],
  ])
  expect(stackedTables([county])).toEqual(county)
})

test('no text of a file runs as a formula', async () => {
  const csv = await tableFile([['name'], ['=1+1'], ['@x'], [-5]], 'csv', '指标')
  expect(Buffer.from(csv ?? []).toString()).toBe("\ufeffname\n'=1+1\n'@x\n-5\n")
})
