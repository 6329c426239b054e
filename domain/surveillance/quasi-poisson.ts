import { studentUpper } from '../distribution/student'
import { type LeastSquares, leastSquares } from './least-squares'

/** Counts y with mean μ = exp(offset + xᵀβ) and variance φμ ÷ ω. */
export interface CountModel {
  /** One row a count, all of the same length. */
  readonly rows: readonly (readonly number[])[]
  readonly counts: readonly number[]
  /** ω, above 0, one a count. */
  readonly weights: readonly number[]
  /** ln of the people behind each count, or 0. */
  readonly offsets: readonly number[]
}

export interface CountFit {
  readonly estimates: Float64Array
  readonly means: Float64Array
  /** φ = Σ ω (y − μ)² ÷ μ ÷ (n − p), as it is, which may be below 1. */
  readonly dispersion: number
  /** Diagonal of the hat matrix: how much each count holds its own fit. */
  leverages(): readonly number[]
  /** Variance of xᵀβ at `x`, in units of the dispersion. */
  spread(x: readonly number[]): number
  /** Two-sided chance of an estimate so far from 0 when the truth is 0, by Student with n − p degrees of freedom. */
  chanceOf(estimate: number): number
}

/**
 * When the rounds end. `customary`: a round moved the deviance by less than 1e-8 of it, and errors and dispersion are those of that round, as R's glm
 * does; limits then agree with published ones to 1e-6. `full`: nothing moves any more; that shifts a limit by 2e-4 at most in the published series.
 */
export type Rest = 'customary' | 'full'

const MOST_ROUNDS = 100
/** What the sum of a deviance may be wrong by; a step is halved only where it is worse by more. */
const NOISE = 1e-8
/** exp of more than this is no count of anybody; a model that gets there has run away. */
const LARGEST = 60

/**
 * Fits a quasi-Poisson regression with a log link by iteratively re-weighted least squares; a step that makes the deviance worse is halved.
 *
 * @returns null where the columns depend on each other, there are not more counts than columns, or the estimates run away
 * @see McCullagh and Nelder 1989, 2.5 and 9.2
 */
export function fitCounts(model: CountModel, rest: Rest = 'customary'): CountFit | null {
  const size = model.rows[0]?.length ?? 0
  if (model.rows.length <= size) return null
  const columns = Array.from({ length: size }, (_, at) => Float64Array.from(model.rows, (row) => row[at] ?? Number.NaN))
  const counts = Float64Array.from(model.counts)
  const weights = Float64Array.from(model.weights)
  const offsets = Float64Array.from(model.offsets)
  // The customary start: each count is its own mean, a little above 0.
  let eta = counts.map((count) => Math.log(count + 0.1))
  let deviance = devianceOf(counts, eta, weights)
  let estimates: Float64Array | null = null
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const inner = new Float64Array(counts.length)
    const working = new Float64Array(counts.length)
    for (let at = 0; at < counts.length; at++) {
      const one = eta[at] as number
      const mean = Math.exp(one)
      inner[at] = (weights[at] as number) * mean
      working[at] = one - (offsets[at] as number) + (counts[at] as number) / mean - 1
    }
    const solved: LeastSquares | null = leastSquares(columns, working, inner)
    if (!solved) return null
    let next = solved.estimates
    let nextEta = predictors(columns, next, offsets)
    let nextDeviance = devianceOf(counts, nextEta, weights)
    const before: Float64Array | null = estimates
    for (let half = 0; before && nextDeviance > deviance + NOISE * (deviance + 1) && half < 30; half++) {
      next = next.map((value, at) => (value + (before[at] as number)) / 2)
      nextEta = predictors(columns, next, offsets)
      nextDeviance = devianceOf(counts, nextEta, weights)
    }
    if (!Number.isFinite(nextDeviance) || runsAway(nextEta)) return null
    const still =
      rest === 'customary'
        ? Math.abs(nextDeviance - deviance) < 1e-8 * (Math.abs(nextDeviance) + 0.1)
        : promised(inner, eta, nextEta) < 1e-18 * (Math.abs(nextDeviance) + 0.1)
    estimates = next
    eta = nextEta
    deviance = nextDeviance
    if (still) return finish(model, solved, inner, estimates, eta)
  }
  return null
}

function runsAway(eta: Float64Array): boolean {
  for (const one of eta) if (one > LARGEST) return true
  return false
}

/** By how much a small step moves the deviance, without the difference of two large sums. */
function promised(inner: Float64Array, eta: Float64Array, next: Float64Array): number {
  return inner.reduce((sum, weight, at) => sum + weight * ((next[at] as number) - (eta[at] as number)) ** 2, 0)
}

function predictors(columns: readonly Float64Array[], estimates: Float64Array, offsets: Float64Array) {
  const eta = Float64Array.from(offsets)
  for (const [at, column] of columns.entries()) {
    const estimate = estimates[at] as number
    for (let row = 0; row < eta.length; row++) eta[row] = (eta[row] as number) + estimate * (column[row] as number)
  }
  return eta
}

function devianceOf(counts: Float64Array, eta: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let at = 0; at < counts.length; at++) {
    const [count, one] = [counts[at] as number, eta[at] as number]
    sum += 2 * (weights[at] as number) * ((count > 0 ? count * (Math.log(count) - one) : 0) - (count - Math.exp(one)))
  }
  return sum
}

function finish(
  { rows, counts }: CountModel,
  last: LeastSquares,
  inner: Float64Array,
  estimates: Float64Array,
  eta: Float64Array,
): CountFit {
  const means = eta.map(Math.exp)
  const freedom = rows.length - estimates.length
  const squares = counts.reduce((sum, count, at) => {
    const mean = means[at] as number
    return sum + (inner[at] as number) * ((count - mean) / mean) ** 2
  }, 0)
  const dispersion = squares / freedom
  return {
    estimates,
    means,
    dispersion,
    leverages: () => rows.map((row, at) => last.spread(row) * (inner[at] as number)),
    spread: (x) => last.spread(x),
    chanceOf(estimate) {
      const axis = Array.from(estimates, (_, at) => (at === estimate ? 1 : 0))
      const t = (estimates[estimate] ?? Number.NaN) / Math.sqrt(dispersion * last.spread(axis))
      return 2 * studentUpper(Math.abs(t), freedom)
    },
  }
}
