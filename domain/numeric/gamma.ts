/** Lanczos, g = 7, nine terms: about 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** Terms of a series or steps of a continued fraction; √x·10 are needed near x = a, so this reaches a of a thousand million. */
const MOST_STEPS = 400_000
const TINY = 1e-300

/** ln Γ(x) for x > 0. Lanczos 1964. NaN for x <= 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  const shifted = at + 7.5
  const sum = LANCZOS.slice(1).reduce((total, term, index) => total + term / (at + index + 1), LANCZOS[0])
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(shifted) - shifted + Math.log(sum)
}

/**
 * Regularised incomplete gamma function: `lower` = P(a, x), `upper` = Q(a, x) = 1 − P(a, x), each worked out without subtracting from 1 where it is small.
 * The series below x = a + 1, Lentz' continued fraction above.
 *
 * @param a above 0
 * @param x from 0
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0) || !(x >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < MOST_STEPS && term > sum * 1e-17; n++) {
      term *= x / (a + n)
      sum += term
    }
    const lower = Math.min(1, scale * sum)
    return { lower, upper: 1 - lower }
  }
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_STEPS; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / atLeastTiny(step * d + b)
    c = atLeastTiny(b + step / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  const upper = Math.min(1, scale * fraction)
  return { lower: 1 - upper, upper }
}

function atLeastTiny(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
