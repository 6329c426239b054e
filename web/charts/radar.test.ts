import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pickedAxis, type RadarAxis, radarOption, turnOutward, wrapName } from './radar'
import { DARK } from './theme'

const peers = { min: 0, q1: 1, q3: 3, max: 4 }
const axis = (over: Partial<RadarAxis>): RadarAxis => ({ name: 'axis', direction: 'higher', value: 2, peers, ...over })
const words = { value: 'own', band: 'peers', better: { higher: '', lower: '', monitor: '' } }

describe('axes are turned so that outward is better', () => {
  test('a lower value lies further out where lower is better', () => {
    const low = turnOutward([axis({ direction: 'lower', value: 1 })]).drawn[0]
    const high = turnOutward([axis({ direction: 'lower', value: 3 })]).drawn[0]
    expect(low?.value).toBeGreaterThan(high?.value ?? 1)
  })

  test('everything stays within 0..1, the band lies the right way round, and the worst is off the centre', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        number,
        fc.tuple(number, number, number, number),
        fc.constantFrom('higher' as const, 'lower' as const, 'monitor' as const),
        (value, four, direction) => {
          const [min, q1, q3, max] = [...four].sort((a, b) => a - b) as [number, number, number, number]
          const [drawn] = turnOutward([axis({ value, direction, peers: { min, q1, q3, max } })]).drawn
          if (!drawn) throw new Error('the axis must be drawn')
          expect(drawn.q1).toBeLessThanOrEqual(drawn.q3)
          for (const place of [drawn.value, drawn.q1, drawn.q3]) {
            expect(place).toBeGreaterThan(0)
            expect(place).toBeLessThan(1)
          }
        },
      ),
    )
  })

  test('an axis without a value or without peers is named as missing, not drawn at the centre', () => {
    const { drawn, missing } = turnOutward([
      axis({ value: null, name: 'a' }),
      axis({ peers: null, name: 'b' }),
      axis({}),
    ])
    expect(missing.map((one) => one.name)).toEqual(['a', 'b'])
    expect(drawn).toHaveLength(1)
  })
})

test('fewer than three axes make no polygon', () => {
  const drawing = { theme: DARK, text: 15, animate: false }
  expect(radarOption({ axes: [axis({}), axis({})], words }, drawing)).toBeNull()
  expect(radarOption({ axes: [axis({}), axis({}), axis({})], words }, drawing)).not.toBeNull()
})

test.each([
  ['费用消耗指数', ['费用消耗指数']],
  ['中低风险死亡率', ['中低风险', '死亡率']],
  ['CMI', ['CMI']],
  ['Low-risk mortality', ['Low-risk', 'mortality']],
])('%s is written as %s', (name, lines) => {
  expect(wrapName(name)).toEqual(lines)
})

test('an axis that was clicked is found again behind those that are not drawn', () => {
  const axes = [
    axis({ name: 'a' }),
    axis({ value: null }),
    axis({ name: 'c' }),
    axis({ peers: null }),
    axis({ name: 'e' }),
  ]
  expect([0, 1, 2, 3, -1].map((drawn) => pickedAxis(axes, drawn))).toEqual([0, 2, 4, -1, -1])
})
