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
  const rows = target.length
  // The weighted design column by column, and the weighted target behind it. Plain loops over one array: a history takes thousands of these.
  const work = new Float64Array((size + 1) * rows)
  for (let row = 0; row < rows; row++) {
    const root = Math.sqrt(weights[row] as number)
    for (let column = 0; column < size; column++)
      work[column * rows + row] = ((columns[column] as Float64Array)[row] as number) * root
    work[size * rows + row] = (target[row] as number) * root
  }
  const vector = new Float64Array(rows)
  for (let column = 0; column < size; column++) {
    if (!reflect(work, rows, column, vector)) return null
  }
  const r = (row: number, column: number) => work[column * rows + row] as number
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

/** Makes all below the diagonal of one column zero. False where nothing of the column is left. `vector` is room to work in. */
function reflect(work: Float64Array, rows: number, at: number, vector: Float64Array): boolean {
  const start = at * rows
  let above = 0
  let below = 0
  for (let row = 0; row < rows; row++) {
    const value = work[start + row] as number
    vector[row] = value
    if (row < at) above += value * value
    else below += value * value
  }
  const length = Math.sqrt(below)
  if (!(length > DEPENDENT * Math.sqrt(above + below))) return false
  const first = vector[at] as number
  vector[at] = first + (first > 0 ? length : -length)
  const scale = 1 / (length * (length + Math.abs(first)))
  for (let other = start; other < work.length; other += rows) {
    let product = 0
    for (let row = at; row < rows; row++) product += (vector[row] as number) * (work[other + row] as number)
    product *= scale
    for (let row = at; row < rows; row++)
      work[other + row] = (work[other + row] as number) - product * (vector[row] as number)
  }
  return true
}
