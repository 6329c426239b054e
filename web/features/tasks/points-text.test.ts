import { expect, test } from 'vitest'
import { pointsFrom, pointsText } from './points-text'

test('a line is a point, a star makes it required, and what is written comes back', () => {
  const points = pointsFrom('* 核对口径\n\n  抽查处方 \n＊约谈\n*')
  expect(points).toEqual([
    { text: '核对口径', required: true },
    { text: '抽查处方', required: false },
    { text: '约谈', required: true },
  ])
  expect(pointsFrom(pointsText(points))).toEqual(points)
  expect(pointsFrom('x\n'.repeat(99))).toHaveLength(30)
})
