import { describe, expect, test } from 'vitest'
import { random } from '../random/random'
import { type CountModel, fitCounts } from './quasi-poisson'

/** Newton's method on the weighted log-likelihood Σ ω (y η − e^η), by its gradient and its matrix of second derivatives; shares nothing with the fit. */
function newton({ rows, counts, weights, offsets }: CountModel): { estimates: number[]; inverse: number[][] } {
  const size = rows[0]?.length ?? 0
  let beta = new Array<number>(size).fill(0)
  beta[0] = Math.log(counts.reduce((a, b) => a + b, 0) / counts.length) - (offsets[0] ?? 0)
  const terms = (b: readonly number[]) => {
    const gradient = new Array<number>(size).fill(0)
    const second = Array.from({ length: size }, () => new Array<number>(size).fill(0))
    let likelihood = 0
    for (const [i, row] of rows.entries()) {
      const eta = row.reduce((sum, x, j) => sum + x * (b[j] as number), offsets[i] as number)
      const [w, y] = [weights[i] as number, counts[i] as number]
      likelihood += w * (y * eta - Math.exp(eta))
      for (let j = 0; j < size; j++) {
        gradient[j] = (gradient[j] as number) + w * (y - Math.exp(eta)) * (row[j] as number)
        for (let k = 0; k < size; k++) {
          const line = second[j] as number[]
          line[k] = (line[k] as number) + w * Math.exp(eta) * (row[j] as number) * (row[k] as number)
        }
      }
    }
    return { gradient, second, likelihood }
  }
  for (let round = 0; round < 200; round++) {
    const { gradient, second, likelihood } = terms(beta)
    const inverse = inverted(second)
    const step = inverse.map((line) => line.reduce((sum, value, k) => sum + value * (gradient[k] as number), 0))
    let share = 1
    while (
      share > 1e-9 &&
      !(terms(beta.map((b, j) => b + share * (step[j] as number))).likelihood >= likelihood - 1e-9)
    )
      share /= 2
    beta = beta.map((b, j) => b + share * (step[j] as number))
    if (step.every((one) => Math.abs(one) < 1e-12)) break
  }
  return { estimates: beta, inverse: inverted(terms(beta).second) }
}

/** Gauss and Jordan with the largest pivot. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const work = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))])
  for (let c = 0; c < size; c++) {
    let best = c
    for (let r = c; r < size; r++) if (Math.abs(work[r]?.[c] as number) > Math.abs(work[best]?.[c] as number)) best = r
    const [a, b] = [work[c] as number[], work[best] as number[]]
    work[c] = b
    work[best] = a
    const pivot = work[c]?.[c] as number
    work[c] = (work[c] as number[]).map((value) => value / pivot)
    for (let r = 0; r < size; r++) {
      const factor = work[r]?.[c] as number
      if (r !== c) work[r] = (work[r] as number[]).map((value, k) => value - factor * (work[c]?.[k] as number))
    }
  }
  return work.map((line) => line.slice(size))
}

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
    const fit = fitCounts(model)
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
    expect(fit.leverages.reduce((a, b) => a + b, 0)).toBeCloseTo(x.length, 8)
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
  const fit = fitCounts({
    rows: [[1], [1], [1], [1]],
    counts: [2, 4, 6, 8],
    weights: [1, 1, 1, 1],
    offsets: [0, 0, 0, 0],
  })
  expect(Math.exp(fit?.estimates[0] ?? 0)).toBeCloseTo(5, 12)
  expect(fit?.dispersion).toBeCloseTo(20 / 5 / 3, 12)
  expect(fit?.spread([1])).toBeCloseTo(1 / 20, 12)
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
  const fit = fitCounts({ rows: [[1], [1], [1]], counts: [0, 0, 0], weights: [1, 1, 1], offsets: [0, 0, 0] })
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
