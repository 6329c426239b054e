/**
 * Weighted least squares by Householder's reflections (Golub and Van Loan, 5.2): of √W X = QR only R and Qᵀ√W z are kept, which is all that
 * estimates, leverages and errors need. The normal equations would square the condition of a trend over long years.
 */
export interface LeastSquares {
  readonly estimates: Float64Array
  /** xᵀ (XᵀWX)⁻¹ x: the variance of a prediction at `x` in units of the dispersion. */
  spread(x: readonly number[]): number
}

/** A column whose part that no other column explains is a smaller share of it than this cannot be told from them. */
const DEPENDENT = 1e-9

/**
 * @param columns of the design, all as long as the target
 * @param target one value a row
 * @param weights one a row, from 0
 * @returns null where the columns depend on each other or there are fewer rows than columns
 */
export function leastSquares(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): LeastSquares | null {
  const size = columns.length
  if (size === 0 || target.length < size) return null
  const roots = weights.map(Math.sqrt)
  // The weighted design, and the weighted target as its last column.
  const work = [...columns, target].map((column) => column.map((value, row) => value * (roots[row] as number)))
  for (let column = 0; column < size; column++) {
    if (!reflect(work, column)) return null
  }
  const r = (row: number, column: number) => (work[column] as Float64Array)[row] as number
  const estimates = new Float64Array(size)
  for (let row = size - 1; row >= 0; row--) {
    let value = r(row, size)
    for (let column = row + 1; column < size; column++) value -= r(row, column) * (estimates[column] as number)
    estimates[row] = value / r(row, row)
  }
  return {
    estimates,
    spread(x) {
      // Rᵀ v = x, then vᵀ v.
      const v = new Float64Array(size)
      let sum = 0
      for (let row = 0; row < size; row++) {
        let value = x[row] ?? Number.NaN
        for (let before = 0; before < row; before++) value -= r(before, row) * (v[before] as number)
        value /= r(row, row)
        v[row] = value
        sum += value * value
      }
      return sum
    },
  }
}

/** Makes all below the diagonal of one column zero. False where nothing of the column is left. */
function reflect(work: readonly Float64Array[], at: number): boolean {
  const column = work[at] as Float64Array
  const rows = column.length
  let above = 0
  let below = 0
  for (let row = 0; row < rows; row++) {
    const square = (column[row] as number) ** 2
    if (row < at) above += square
    else below += square
  }
  const length = Math.sqrt(below)
  if (!(length > DEPENDENT * Math.sqrt(above + below))) return false
  const first = column[at] as number
  const pivot = first > 0 ? -length : length
  const vector = column.slice()
  vector[at] = first - pivot
  const scale = 1 / (length * (length + Math.abs(first)))
  for (let other = at; other < work.length; other++) {
    const line = work[other] as Float64Array
    let product = 0
    for (let row = at; row < rows; row++) product += (vector[row] as number) * (line[row] as number)
    product *= scale
    for (let row = at; row < rows; row++) line[row] = (line[row] as number) - product * (vector[row] as number)
  }
  return true
}
