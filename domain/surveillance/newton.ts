import type { CountModel } from './quasi-poisson'

/**
 * For tests: Newton's method on the weighted log-likelihood Σ ω (y η − e^η), by its gradient and its matrix of second derivatives; shares nothing with `fitCounts`.
 */
export function newton({ rows, counts, weights, offsets }: CountModel): { estimates: number[]; inverse: number[][] } {
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
