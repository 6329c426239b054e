import { describe, expect, test } from 'vitest'
import { random } from '../random/random'
import { newton } from './newton'
import { type CountModel, fitCounts } from './quasi-poisson'

const chance = random('quasi-poisson')
const models: [string, CountModel][] = [
  ['a trend over five years', made(35, 0, 3, false)],
  ['a trend and ten seasons', made(220, 10, 8, false)],
  ['people and unequal weights', made(60, 3, 20, true)],
  ['counts of a hundred thousand', made(40, 0, 100_000, false)],
  ['many zeros', made(80, 2, 0.4, true)],
]

function made(size: number, seasons: number, level: number, uneven: boolean): CountModel {
  const people = Array.from({ length: size }, (_, i) => (uneven ? 1000 + 10 * i : 1))
  return {
    rows: people.map((_, i) => [
      ...(seasons > 0 ? Array.from({ length: seasons }, (_, season) => (i % seasons === season ? 1 : 0)) : [1]),
      (i - size) / size,
    ]),
    counts: people.map((_, i) => chance.poisson(level * (1 + 0.5 * Math.sin(i)) * (1 + i / size))),
    weights: people.map(() => (uneven ? 0.2 + chance.next() : 1)),
    offsets: people.map((one) => Math.log(one)),
  }
}

describe('against Newton on the log-likelihood', () => {
  test.each(models)('%s', (_, model) => {
    const fit = fitCounts(model, 'full')
    const naive = newton(model)
    if (!fit) throw new Error('no fit')
    for (const [j, value] of naive.estimates.entries()) expect(fit.estimates[j]).toBeCloseTo(value, 8)
    const x = (model.rows.at(-1) ?? []).map((value) => value + 0.1)
    const spread = x.reduce(
      (sum, a, j) => sum + a * x.reduce((s, b, k) => s + b * (naive.inverse[j]?.[k] as number), 0),
      0,
    )
    expect(fit.spread(x) / spread).toBeCloseTo(1, 7)
    // The leverages of any regression sum to the number of its columns.
    expect(fit.leverages().reduce((a, b) => a + b, 0)).toBeCloseTo(x.length, 8)
    const pearson = model.counts.reduce((sum, y, i) => {
      const mean = Math.exp(
        (model.rows[i] ?? []).reduce(
          (s, value, j) => s + value * (naive.estimates[j] as number),
          model.offsets[i] as number,
        ),
      )
      return sum + ((model.weights[i] as number) * (y - mean) ** 2) / mean
    }, 0)
    expect(fit.dispersion / (pearson / (model.counts.length - x.length))).toBeCloseTo(1, 7)
  })
})

test('only a constant: the mean, its error and its dispersion by hand', () => {
  const fit = fitCounts(
    {
      rows: [[1], [1], [1], [1]],
      counts: [2, 4, 6, 8],
      weights: [1, 1, 1, 1],
      offsets: [0, 0, 0, 0],
    },
    'full',
  )
  expect(Math.exp(fit?.estimates[0] ?? 0)).toBeCloseTo(5, 12)
  expect(fit?.dispersion).toBeCloseTo(20 / 5 / 3, 8)
  expect(fit?.spread([1])).toBeCloseTo(1 / 20, 8)
})

test('the chance of a trend is small where there is one and usually not where there is none', () => {
  const run = (slope: number) => {
    const draw = random('trend', slope)
    const found = Array.from({ length: 200 }, () => {
      const rows = Array.from({ length: 35 }, (_, i) => [1, i / 35])
      const counts = rows.map(([, time = 0]) => draw.poisson(10 * Math.exp(slope * time)))
      return fitCounts({ rows, counts, weights: rows.map(() => 1), offsets: rows.map(() => 0) })?.chanceOf(1) ?? 1
    })
    return found.filter((one) => one < 0.05).length / found.length
  }
  expect(run(0)).toBeLessThan(0.1)
  expect(run(0)).toBeGreaterThan(0.01)
  expect(run(1.5)).toBeGreaterThan(0.95)
})

test('nothing but zeros comes to rest at nearly none', () => {
  const fit = fitCounts({ rows: [[1], [1], [1]], counts: [0, 0, 0], weights: [1, 1, 1], offsets: [0, 0, 0] }, 'full')
  expect(fit?.means[0]).toBeLessThan(1e-12)
})

test.each([
  ['fewer counts than columns', [[1, 2]], [3]],
  [
    'as many',
    [
      [1, 2],
      [1, 3],
    ],
    [3, 4],
  ],
  [
    'columns that depend on each other',
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    [3, 4, 5],
  ],
])('%s: no fit', (_, rows, counts) => {
  expect(fitCounts({ rows, counts, weights: counts.map(() => 1), offsets: counts.map(() => 0) })).toBeNull()
})
