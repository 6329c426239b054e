import { expect, test } from 'vitest'
import { bracketed, clauses, labelled, listed } from './joined'

test('what stands in one line is parted by the marks of its language', () => {
  expect([clauses(['甲', '乙'], 'zh'), labelled('甲', '乙', 'zh'), listed(['甲', 2026], 'zh')]).toEqual([
    '甲；乙',
    '甲：乙',
    '甲、2026',
  ])
  expect([bracketed('甲', '乙', 'zh'), bracketed('a', 'b', 'en')]).toEqual(['甲（乙）', 'a (b)'])
  expect([clauses(['a', 'b'], 'en'), labelled('a', 'b', 'en'), listed(['a', 2026], 'en')]).toEqual([
    'a; b',
    'a: b',
    'a, 2026',
  ])
})
