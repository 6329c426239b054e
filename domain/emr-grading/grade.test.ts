import { expect, test } from 'vitest'
import { EMR_FLOORS, type EmrItem, emrGrade } from './grade'

const item = (role: EmrItem['role'], score: number): EmrItem => ({
  role,
  item: role,
  function: score,
  application: 1,
  quality: 1,
})
/** Items that score `total` together. */
const scoring = (total: number) => Array.from({ length: 39 }, () => item('病房医师', total / 39))

test.each(EMR_FLOORS.map((floor, place) => [floor, place + 1] as const))(
  '%d points reach level %d, a little less do not',
  (floor, level) => {
    expect(emrGrade(scoring(floor + 1e-6)).level).toBe(level)
    expect(emrGrade(scoring(floor - 1e-6)).level).toBe(level - 1)
  },
)

test('an item is function × use × quality, and a role the mean of its items', () => {
  const found = emrGrade([
    { role: '检验处理', item: 'a', function: 5, application: 0.8, quality: 0.5 },
    { role: '检验处理', item: 'b', function: 4, application: 1, quality: 1 },
    { role: '病房医师', item: 'c', function: 8, application: 0.25, quality: 1 },
  ])
  expect(found.total).toBeCloseTo(8, 12)
  expect(found).toMatchObject({ level: 0 })
  expect(found.toNext).toBeCloseTo(20, 12)
  expect(found.roles).toEqual([
    { role: '病房医师', items: 1, score: 2, mean: 2 },
    { role: '检验处理', items: 2, score: 6, mean: 3 },
  ])
  expect(emrGrade(scoring(300)).toNext).toBeNull()
})
