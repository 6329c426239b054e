import { dispersedQuantile, dispersedUpper } from '../distribution/negative-binomial'
import { normalQuantile, normalShareBelow } from '../distribution/normal'

/** What a regression expects of one more count. */
export interface Prediction {
  /** μ, above 0. */
  readonly mean: number
  /** Standard error of ln μ. */
  readonly error: number
  /** φ, variance over mean, from 1. */
  readonly dispersion: number
}

/**
 * two-thirds: normal after a power of two thirds takes the skewness away, the error of μ included (Farrington 1996).
 * negative-binomial: quantile of counts with mean μ and variance φμ, the error of μ left out (Noufaily 2013).
 * uncertain-mean: the same with μ at its own upper quantile (Salmon et al. 2016, "muan").
 */
export const LIMIT_KINDS = ['two-thirds', 'negative-binomial', 'uncertain-mean'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/**
 * The count that is passed with chance `tail` when nothing is wrong.
 *
 *   U = (μ^⅔ + z √(⁴⁄₉ μ^⅓ τ))^{3/2},  τ = φ + se(μ)² ÷ μ,  se(μ) = μ · se(ln μ)
 *
 * @param tail one-sided, above 0 and below a half: 0.005 for z = 2.576
 */
export function upperLimit(prediction: Prediction, kind: LimitKind, tail: number): number {
  if (kind !== 'two-thirds') return dispersedQuantile(1 - tail, countsOf(prediction, kind, tail))
  return (prediction.mean ** (2 / 3) - normalQuantile(tail) * transformedError(prediction)) ** 1.5
}

/** Chance of a count at least as high as `observed` when nothing is wrong. */
export function chanceOfCount(observed: number, prediction: Prediction, kind: LimitKind, tail: number): number {
  if (kind !== 'two-thirds') return dispersedUpper(observed, countsOf(prediction, kind, tail))
  return normalShareBelow((prediction.mean ** (2 / 3) - observed ** (2 / 3)) / transformedError(prediction))
}

function transformedError({ mean, error, dispersion }: Prediction): number {
  const tau = dispersion + mean * error * error
  return Math.sqrt((4 / 9) * Math.cbrt(mean) * tau)
}

function countsOf({ mean, error, dispersion }: Prediction, kind: LimitKind, tail: number) {
  return { mean: kind === 'uncertain-mean' ? mean * Math.exp(-normalQuantile(tail) * error) : mean, dispersion }
}
