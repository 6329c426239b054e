/**
 * Weighted least squares by Householder's reflections (Golub and Van Loan, 5.2): of √w X = QR only R and Qᵀ√w z are kept, which is all that
 * estimates, leverages and errors need. The normal equations would square the condition of a trend over long years.
 */
export interface LeastSquares {
  readonly estimates: readonly number[]
  /** xᵀ (XᵀWX)⁻¹ x: the variance of a prediction at `x` in units of the dispersion. */
  spread(x: readonly number[]): number
}

/** A column whose part that no other column explains is smaller than this share of it, cannot be told from them. */
const DEPENDENT = 1e-9

/**
 * @param rows of the design, each as long as there are columns
 * @param target one value a row
 * @param weights one a row, from 0
 * @returns null where the columns depend on each other or there are fewer rows than columns
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  weights: readonly number[],
): LeastSquares | null {
  const columns = rows[0]?.length ?? 0
  if (columns === 0 || rows.length < columns) return null
  const roots = weights.map(Math.sqrt)
  // One work table: the weighted design with the weighted target as its last column.
  const table = rows.map((row, at) => [...row, target[at] ?? Number.NaN].map((value) => value * (roots[at] ?? 0)))
  for (let column = 0; column < columns; column++) {
    if (!reflect(table, column)) return null
  }
  const r = table.slice(0, columns)
  const estimates = new Array<number>(columns).fill(0)
  for (let row = columns - 1; row >= 0; row--) {
    let value = at(r, row, columns)
    for (let column = row + 1; column < columns; column++) value -= at(r, row, column) * (estimates[column] ?? 0)
    estimates[row] = value / at(r, row, row)
  }
  return {
    estimates,
    spread(x) {
      // Rᵀ v = x, then vᵀ v.
      const v: number[] = []
      let sum = 0
      for (let row = 0; row < columns; row++) {
        let value = x[row] ?? Number.NaN
        for (let before = 0; before < row; before++) value -= at(r, before, row) * (v[before] ?? 0)
        value /= at(r, row, row)
        v.push(value)
        sum += value * value
      }
      return sum
    },
  }
}

/** Makes everything below the diagonal of one column zero. False where nothing of the column is left. */
function reflect(table: number[][], column: number): boolean {
  let below = 0
  let above = 0
  for (let row = 0; row < table.length; row++) {
    const square = at(table, row, column) ** 2
    if (row < column) above += square
    else below += square
  }
  const length = Math.sqrt(below)
  if (!(length > DEPENDENT * Math.sqrt(above + below))) return false
  const first = at(table, column, column)
  const pivot = first > 0 ? -length : length
  const head = first - pivot
  const scale = 1 / (length * (length + Math.abs(first)))
  const width = table[column]?.length ?? 0
  const vector = table.map((_, row) => (row < column ? 0 : row === column ? head : at(table, row, column)))
  for (let other = column; other < width; other++) {
    let product = 0
    for (let row = column; row < table.length; row++) product += (vector[row] ?? 0) * at(table, row, other)
    product *= scale
    for (let row = column; row < table.length; row++) {
      const line = table[row]
      if (line) line[other] = (line[other] ?? 0) - product * (vector[row] ?? 0)
    }
  }
  return true
}

function at(table: readonly (readonly number[])[], row: number, column: number): number {
  return table[row]?.[column] ?? Number.NaN
}
