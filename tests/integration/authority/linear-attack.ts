/**
 * What an attacker with a pencil gets out of known sums of unknown, non-negative numbers: which other sums follow from them exactly, and between
 * which limits the others lie.
 */
export interface KnownSum {
  /** The unknowns that are added up. */
  readonly cells: readonly number[]
  readonly sum: number
}

/** A prime whose square a double holds: coefficients are 0 and 1, so what follows modulo it follows among the rationals too, but for freak luck. */
const PRIME = 94_906_249

/** Gauss and Jordan over the known sums. Built once, then asked for many sums. */
export class Elimination {
  /** Reduced rows by their leading unknown. */
  readonly #rows = new Map<number, { row: Float64Array; sum: number }>()

  constructor(
    readonly unknowns: number,
    known: readonly KnownSum[],
  ) {
    for (const { cells, sum } of known) this.#add(cells, sum)
  }

  #add(cells: readonly number[], sum: number): void {
    const reduced = this.#reduce(cells, sum)
    const lead = reduced.row.findIndex((entry) => entry !== 0)
    if (lead < 0) return
    const scale = inverse(reduced.row[lead] as number)
    const row = reduced.row.map((entry) => (entry * scale) % PRIME)
    const value = (reduced.sum * scale) % PRIME
    for (const other of this.#rows.values()) {
      const factor = other.row[lead] as number
      if (factor === 0) continue
      for (let at = 0; at < row.length; at++)
        other.row[at] = ((other.row[at] as number) + (PRIME - factor) * (row[at] as number)) % PRIME
      other.sum = (other.sum + (PRIME - factor) * value) % PRIME
    }
    this.#rows.set(lead, { row, sum: value })
  }

  #reduce(cells: readonly number[], sum: number): { row: Float64Array; sum: number } {
    const row = new Float64Array(this.unknowns)
    for (const cell of cells) row[cell] = (row[cell] as number) + 1
    let value = ((sum % PRIME) + PRIME) % PRIME
    for (const [lead, known] of this.#rows) {
      const factor = row[lead] as number
      if (factor === 0) continue
      for (let at = 0; at < row.length; at++)
        row[at] = ((row[at] as number) + (PRIME - factor) * (known.row[at] as number)) % PRIME
      value = (value + (PRIME - factor) * known.sum) % PRIME
    }
    return { row, sum: value }
  }

  /** The sum of these unknowns, where it follows from what is known; else undefined. */
  valueOf(cells: readonly number[]): number | undefined {
    const { row, sum } = this.#reduce(cells, 0)
    if (row.some((entry) => entry !== 0)) return undefined
    const value = (PRIME - sum) % PRIME
    return value > PRIME / 2 ? value - PRIME : value
  }

  /** A basis of what is known, as rows of a system in whole numbers where they are small. */
  basis(): { row: number[]; sum: number }[] {
    const signed = (entry: number) => (entry > PRIME / 2 ? entry - PRIME : entry)
    return [...this.#rows.values()].map(({ row, sum }) => ({ row: [...row].map(signed), sum: signed(sum) }))
  }
}

function inverse(of: number): number {
  let [a, b, x, y] = [of, PRIME, 1, 0]
  while (b !== 0) {
    const quotient = Math.floor(a / b)
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return ((x % PRIME) + PRIME) % PRIME
}

const TINY = 1e-7

/**
 * The simplex method on `row . x = sum, x >= 0`, from a basis that a first phase finds: least and greatest value of the sum of some unknowns.
 * Bland's rule, so it ends. A system of known sums that are true always has a solution.
 */
export class Limits {
  #tableau: Float64Array[]
  #basic: number[]

  constructor(
    readonly unknowns: number,
    system: readonly { row: readonly number[]; sum: number }[],
  ) {
    const m = system.length
    this.#basic = system.map((_, at) => unknowns + at)
    this.#tableau = system.map(({ row, sum }, at) => {
      const sign = sum < 0 ? -1 : 1
      const line = new Float64Array(unknowns + m + 1)
      for (let j = 0; j < unknowns; j++) line[j] = sign * (row[j] as number)
      line[unknowns + at] = 1
      line[unknowns + m] = sign * sum
      return line
    })
    const cost = new Float64Array(unknowns + m)
    cost.fill(-1, unknowns)
    this.#maximise(cost, unknowns + m)
    // What is artificial and still basic stands at zero: exchange it for anything real.
    for (let i = 0; i < m; i++) {
      if ((this.#basic[i] as number) < unknowns) continue
      const line = this.#tableau[i] as Float64Array
      if ((line[line.length - 1] as number) > 1e-4) throw new Error('the known sums contradict one another')
      const entering = line.findIndex((entry, j) => j < unknowns && Math.abs(entry) > TINY)
      if (entering >= 0) this.#pivot(i, entering)
    }
  }

  of(cells: readonly number[]): { least: number; greatest: number } {
    const cost = new Float64Array(this.unknowns)
    for (const cell of cells) cost[cell] = (cost[cell] as number) + 1
    const greatest = this.#maximise(cost, this.unknowns)
    const least = -this.#maximise(
      cost.map((entry) => -entry),
      this.unknowns,
    )
    return { least, greatest }
  }

  /** @param columns those that may enter the basis */
  #maximise(cost: Float64Array, columns: number): number {
    const costOf = (j: number) => cost[j] ?? 0
    for (;;) {
      let entering = -1
      for (let j = 0; j < columns && entering < 0; j++) {
        if (this.#basic.includes(j)) continue
        let gain = costOf(j)
        for (const [i, line] of this.#tableau.entries()) gain -= costOf(this.#basic[i] as number) * (line[j] as number)
        if (gain > TINY) entering = j
      }
      if (entering < 0) break
      let leaving = -1
      let smallest = Number.POSITIVE_INFINITY
      for (const [i, line] of this.#tableau.entries()) {
        const entry = line[entering] as number
        if (entry <= TINY) continue
        const ratio = (line[line.length - 1] as number) / entry
        const tie = Math.abs(ratio - smallest) <= TINY
        if (ratio < smallest - TINY || (tie && (this.#basic[i] as number) < (this.#basic[leaving] as number))) {
          smallest = ratio
          leaving = i
        }
      }
      if (leaving < 0) return Number.POSITIVE_INFINITY
      this.#pivot(leaving, entering)
    }
    return this.#basic.reduce((sum, j, i) => {
      const line = this.#tableau[i] as Float64Array
      return sum + costOf(j) * (line[line.length - 1] as number)
    }, 0)
  }

  #pivot(at: number, entering: number): void {
    const line = this.#tableau[at] as Float64Array
    const scale = line[entering] as number
    for (let j = 0; j < line.length; j++) line[j] = (line[j] as number) / scale
    for (const [i, other] of this.#tableau.entries()) {
      if (i === at) continue
      const factor = other[entering] as number
      if (factor === 0) continue
      for (let j = 0; j < line.length; j++) other[j] = (other[j] as number) - factor * (line[j] as number)
    }
    this.#basic[at] = entering
  }
}
