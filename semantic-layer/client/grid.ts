import type { Put, Sink } from './fetch-values'
import type { Need } from './need'

const nameOf = ({ member, shape, apart }: Need) => `${member} ${shape} ${apart}`

/** One step of what a need was found for: a number for each place in the order of the grid, its total first, NaN where there is none. */
export interface KeptColumn {
  readonly need: string
  readonly each: string
  readonly numbers: Float64Array
}

/** What a breakdown's total stands under, in the first row. */
const TOTAL = ''

/**
 * Numbers of many places over many steps, by need and by what they are taken apart by: an array each, which takes a tenth of what a map of single numbers does.
 * What belongs to none of the places or steps is left out.
 */
export class Grid implements Sink {
  readonly #steps: ReadonlyMap<string, number>
  readonly #rows: ReadonlyMap<string, number>
  readonly #found = new Map<string, Map<string, Float64Array>>()

  /** @param steps their first days */
  constructor(places: readonly string[], steps: readonly string[]) {
    this.#rows = new Map([TOTAL, ...places].map((key, n) => [key, n]))
    this.#steps = new Map(steps.map((at, n) => [at, n]))
  }

  column(need: Need): Put {
    const eaches = this.#eachesOf(nameOf(need))
    return (key, at, value, each) => {
      const row = this.#rows.get(key)
      const step = this.#steps.get(at)
      if (row === undefined || step === undefined) return
      this.#numbersOf(eaches, each)[row * this.#steps.size + step] = value
    }
  }

  /** One step of the needs as it may be kept; what has no number at all is left out. */
  stepOf(needs: readonly Need[], at: string): KeptColumn[] {
    const step = this.#steps.get(at)
    if (step === undefined) return []
    return needs.map(nameOf).flatMap((need) =>
      [...(this.#found.get(need) ?? [])].flatMap(([each, all]) => {
        const numbers = Float64Array.from(
          this.#rows.values(),
          (row) => all[row * this.#steps.size + step] ?? Number.NaN,
        )
        return numbers.every(Number.isNaN) ? [] : [{ need, each, numbers }]
      }),
    )
  }

  /** Puts back what `stepOf` gave for the same places. @returns false, and nothing is put, where it is not of so many places */
  putStep(columns: readonly KeptColumn[], at: string): boolean {
    const step = this.#steps.get(at)
    if (step === undefined || columns.some(({ numbers }) => numbers.length !== this.#rows.size)) return false
    for (const { need, each, numbers } of columns) {
      const all = this.#numbersOf(this.#eachesOf(need), each)
      for (let row = 0; row < numbers.length; row++) all[row * this.#steps.size + step] = numbers[row] ?? Number.NaN
    }
    return true
  }

  #eachesOf(need: string): Map<string, Float64Array> {
    const eaches = this.#found.get(need) ?? new Map<string, Float64Array>()
    this.#found.set(need, eaches)
    return eaches
  }

  #numbersOf(eaches: Map<string, Float64Array>, each: string): Float64Array {
    const known = eaches.get(each)
    if (known) return known
    const numbers = new Float64Array(this.#rows.size * this.#steps.size).fill(Number.NaN)
    eaches.set(each, numbers)
    return numbers
  }

  /** What a need was found for; '' where it is not taken apart. */
  eachesOf(need: Need): string[] {
    return [...(this.#found.get(nameOf(need))?.keys() ?? [])]
  }

  /** Where a place stands; -1 where it is none of the grid's. */
  rowOf(key: string): number {
    return this.#rows.get(key) ?? -1
  }

  /** Where a step stands; -1 where it is none of the grid's. */
  placeOf(at: string): number {
    return this.#steps.get(at) ?? -1
  }

  /** Reads one need by row and place; null where there is no number. A denominator apart from the breakdown stands once for all rows. */
  reader(need: Need, each: string): (row: number, place: number) => number | null {
    const numbers = this.#found.get(nameOf(need))?.get(need.apart ? '' : each)
    if (!numbers) return () => null
    const steps = this.#steps.size
    const read = (row: number, place: number) => {
      const value = row < 0 || place < 0 ? Number.NaN : (numbers[row * steps + place] ?? Number.NaN)
      return Number.isNaN(value) ? null : value
    }
    return need.apart ? (row, place) => read(row, place) ?? read(0, place) : read
  }
}
