import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, decimalText, multiply, parseDecimal } from './decimal'

const parsed = (text: string) => {
  const number = parseDecimal(text)
  if (!number) throw new Error(`${text} is no number.`)
  return number
}

test.each([
  ['1234.50', '1234.5'],
  ['1,234,567.89', '1234567.89'],
  ['￥1,234', '1234'],
  ['-¥ 5', '-5'],
  ['１２．５０', '12.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['+007', '7'],
  ['-0.00', '0'],
])('%s is %s', (text, plain) => {
  expect(decimalText(parsed(text))).toBe(plain)
})

test.each(['', '-', 'x', '1,23', '12,34,567', '1.2.3', '1e5', '12%', '5元', '--1', '1 2'])(
  '%j is no number',
  (text) => {
    expect(parseDecimal(text)).toBeNull()
  },
)

test('amounts are added and multiplied exactly, as their fen are', () => {
  const fen = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
  const text = (value: number) =>
    `${value < 0 ? '-' : ''}${Math.trunc(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`
  fc.assert(
    fc.property(fen, fen, (a, b) => {
      expect(Math.round(Number(decimalText(add(parsed(text(a)), parsed(text(b))))) * 100)).toBe(a + b)
      const hundredfold = decimalText(multiply(parsed(text(a)), parsed('100')))
      expect(hundredfold).toBe(String(a))
    }),
  )
})
