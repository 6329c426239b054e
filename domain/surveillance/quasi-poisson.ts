import { studentUpper } from '../distribution/student'
import { leastSquares } from './least-squares'

/** Counts y with mean μ = exp(offset + xᵀβ) and variance φμ ÷ ω. */
export interface CountModel {
  /** One row a count, the first column usually 1. */
  readonly rows: readonly (readonly number[])[]
  readonly counts: readonly number[]
  /** ω, above 0, one a count. */
  readonly weights: readonly number[]
  /** ln of the people behind each count, or 0. */
  readonly offsets: readonly number[]
}

export interface CountFit {
  readonly estimates: readonly number[]
  readonly means: readonly number[]
  /** φ = Σ ω (y − μ)² ÷ μ ÷ (n − p), as it is, which may be below 1. */
  readonly dispersion: number
  /** n − p. */
  readonly freedom: number
  /** Diagonal of the hat matrix: how much each count holds its own fit. */
  readonly leverages: readonly number[]
  /** Variance of xᵀβ at `x`, in units of the dispersion. */
  spread(x: readonly number[]): number
  /** Two-sided chance of an estimate so far from 0 when the truth is 0, by Student with n − p degrees of freedom. */
  chanceOf(estimate: number): number
}

const MOST_ROUNDS = 100
/**
 * At rest when a round promises to move the deviance by less than this share of it. Far less than customary (1e-8): the steps shrink quadratically, and
 * two programs then agree to the last figures.
 */
const AT_REST = 1e-18
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
export function fitCounts({ rows, counts, weights, offsets }: CountModel): CountFit | null {
  if (rows.length <= (rows[0]?.length ?? 0)) return null
  // The customary start: each count is its own mean, a little above 0.
  let eta = counts.map((count) => Math.log(count + 0.1))
  let estimates: readonly number[] | null = null
  let deviance = Number.POSITIVE_INFINITY
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const solved = leastSquares(rows, workingCounts(eta, counts, offsets), innerWeights(eta, weights))
    if (!solved) return null
    let next = solved.estimates
    let nextEta = predictors(rows, next, offsets)
    let nextDeviance = devianceOf(counts, nextEta, weights)
    const before = estimates
    for (let half = 0; before && nextDeviance > deviance + NOISE * (deviance + 1) && half < 30; half++) {
      const step = next
      next = step.map((value, at) => (value + (before[at] ?? 0)) / 2)
      nextEta = predictors(rows, next, offsets)
      nextDeviance = devianceOf(counts, nextEta, weights)
    }
    const promised = innerWeights(eta, weights).reduce(
      (sum, w, at) => sum + w * ((nextEta[at] ?? 0) - (eta[at] ?? 0)) ** 2,
      0,
    )
    estimates = next
    eta = nextEta
    deviance = nextDeviance
    if (!Number.isFinite(deviance) || eta.some((one) => one > LARGEST)) return null
    if (promised <= AT_REST * (deviance + 0.1)) return finish({ rows, counts, weights, offsets }, estimates, eta)
  }
  return null
}

function workingCounts(eta: readonly number[], counts: readonly number[], offsets: readonly number[]): number[] {
  return eta.map((one, at) => one - (offsets[at] ?? 0) + ((counts[at] ?? 0) - Math.exp(one)) / Math.exp(one))
}

function innerWeights(eta: readonly number[], weights: readonly number[]): number[] {
  return eta.map((one, at) => (weights[at] ?? 0) * Math.exp(one))
}

function predictors(
  rows: readonly (readonly number[])[],
  estimates: readonly number[],
  offsets: readonly number[],
): number[] {
  return rows.map((row, at) => row.reduce((sum, x, column) => sum + x * (estimates[column] ?? 0), offsets[at] ?? 0))
}

function devianceOf(counts: readonly number[], eta: readonly number[], weights: readonly number[]): number {
  let sum = 0
  for (const [at, count] of counts.entries()) {
    const one = eta[at] ?? 0
    const part = (count > 0 ? count * (Math.log(count) - one) : 0) - (count - Math.exp(one))
    sum += 2 * (weights[at] ?? 0) * part
  }
  return sum
}

function finish(
  { rows, counts, weights }: CountModel,
  estimates: readonly number[],
  eta: readonly number[],
): CountFit | null {
  const means = eta.map(Math.exp)
  const inner = innerWeights(eta, weights)
  const last = leastSquares(rows, eta, inner)
  if (!last) return null
  const freedom = rows.length - estimates.length
  const squares = counts.reduce((sum, count, at) => {
    const mean = means[at] ?? 0
    return sum + ((weights[at] ?? 0) * (count - mean) ** 2) / mean
  }, 0)
  const dispersion = squares / freedom
  return {
    estimates,
    means,
    dispersion,
    freedom,
    leverages: rows.map((row, at) => last.spread(row) * (inner[at] ?? 0)),
    spread: (x) => last.spread(x),
    chanceOf(estimate) {
      const axis = estimates.map((_, at) => (at === estimate ? 1 : 0))
      const t = (estimates[estimate] ?? 0) / Math.sqrt(dispersion * last.spread(axis))
      return 2 * studentUpper(Math.abs(t), freedom)
    },
  }
}
