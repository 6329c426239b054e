/** Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001): about 15 figures of Γ for arguments above a half. */
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
]
const HALF_LN_TWO_PI = 0.918_938_533_204_672_8

/** Steps after which a series or fraction that has not come to rest is our mistake. It needs about √a of them. */
const MOST_STEPS = 1_000_000
const EPSILON = 1e-16

/** ln Γ(a), a > 0. */
export function logGamma(a: number): number {
  requireShape(a)
  if (a < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * a)) - logGamma(1 - a)
  if (a > 15) return (a - 0.5) * Math.log(a) - a + HALF_LN_TWO_PI + stirlingSeries(a)
  const base = a + 6.5
  let sum = LANCZOS[0] ?? 0
  for (let k = 1; k < LANCZOS.length; k += 1) sum += (LANCZOS[k] ?? 0) / (a - 1 + k)
  return HALF_LN_TWO_PI + (a - 0.5) * Math.log(base) - base + Math.log(sum)
}

/**
 * The two halves of the incomplete gamma function: `lower` P(a, x) and `upper` Q(a, x) = 1 − P(a, x), the smaller one worked out by
 * itself so that a far tail keeps its figures. A series below a + 1, a continued fraction from there (Abramowitz and Stegun 6.5.29,
 * 6.5.31).
 * @param a shape, above 0
 * @param x from 0
 */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  requireShape(a)
  if (!(x >= 0)) throw new RangeError(`The incomplete gamma function is asked at ${x}; give a number from 0.`)
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  if (x < a + 1) {
    const lower = Math.min(1, poissonMass(a, x) * series(a, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, poissonMass(a, x) * a * fraction(a, x))
  return { lower: 1 - upper, upper }
}

/**
 * x^a e^−x ÷ Γ(a + 1): for a whole `a` the chance of `a` events where `x` are expected. By the saddle point of Loader (2000), because the
 * difference of two large logarithms loses the figures that a limit is asked for.
 */
export function poissonMass(a: number, x: number): number {
  if (x === 0) return a === 0 ? 1 : 0
  if (a === 0) return Math.exp(-x)
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
}

/** ln a! less Stirling's approximation. */
function stirlingError(a: number): number {
  return a > 15 ? stirlingSeries(a) : logGamma(a + 1) - (a + 0.5) * Math.log(a) + a - HALF_LN_TWO_PI
}

function stirlingSeries(a: number): number {
  const square = a * a
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / a
}

/** a ln(a ÷ x) + x − a, without cancelling where the two are near. */
function deviance(a: number, x: number): number {
  if (Math.abs(a - x) >= 0.1 * (a + x)) return a * Math.log(a / x) + x - a
  const v = (a - x) / (a + x)
  let sum = (a - x) * v
  let power = 2 * a * v
  for (let j = 1; j < 1000; j += 1) {
    power *= v * v
    const next = sum + power / (2 * j + 1)
    if (next === sum) return next
    sum = next
  }
  return sum
}

function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < MOST_STEPS; k += 1) {
    term *= x / (a + k)
    sum += term
    if (term < sum * EPSILON) return sum
  }
  throw new Error(`The series of the incomplete gamma function did not come to rest at a = ${a}, x = ${x}.`)
}

/** Lentz's evaluation of the continued fraction. */
function fraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let value = d
  for (let k = 1; k < MOST_STEPS; k += 1) {
    const step = -k * (k - a)
    b += 2
    d = step * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + step / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const change = d * c
    value *= change
    if (Math.abs(change - 1) < 4 * EPSILON) return value
  }
  throw new Error(`The fraction of the incomplete gamma function did not come to rest at a = ${a}, x = ${x}.`)
}

function requireShape(a: number): void {
  if (!(a > 0) || !Number.isFinite(a))
    throw new RangeError(`The shape of a gamma function is ${a}; give a number above 0.`)
}
