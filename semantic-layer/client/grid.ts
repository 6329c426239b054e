import type { Put, Sink } from './fetch-values'
import type { Need } from './need'

const nameOf = ({ member, shape, apart }: Need) => `${member} ${shape} ${apart}`

/** What a breakdown's total stands under. */
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
    const name = nameOf(need)
    const eaches = this.#found.get(name) ?? new Map<string, Float64Array>()
    this.#found.set(name, eaches)
    return (key, at, value, each) => {
      const row = this.#rows.get(key)
      const step = this.#steps.get(at)
      if (row === undefined || step === undefined) return
      let numbers = eaches.get(each)
      if (!numbers) {
        numbers = new Float64Array(this.#rows.size * this.#steps.size).fill(Number.NaN)
        eaches.set(each, numbers)
      }
      numbers[row * this.#steps.size + step] = value
    }
  }

  /** What a need was found for; '' where it is not taken apart. */
  eachesOf(need: Need): string[] {
    return [...(this.#found.get(nameOf(need))?.keys() ?? [])]
  }

  /** Reads one need; null where there is no number. A denominator apart from the breakdown stands once for all rows. */
  reader(need: Need, each: string): (key: string, at: string) => number | null {
    const numbers = this.#found.get(nameOf(need))?.get(need.apart ? '' : each)
    const read = (key: string, at: string) => {
      const value =
        numbers?.[(this.#rows.get(key) ?? Number.NaN) * this.#steps.size + (this.#steps.get(at) ?? Number.NaN)]
      return value === undefined || Number.isNaN(value) ? null : value
    }
    return need.apart ? (key, at) => read(key, at) ?? read(TOTAL, at) : read
  }
}
