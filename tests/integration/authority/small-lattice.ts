import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Figure, Lattice, Sheet } from '@cockpit/domain/suppression/disclosure'
import { type Block, blockAt, blocksOf } from '@cockpit/domain/suppression/time-block'

/** Persons of one kind in one facility in one month: an unknown of the attacker's. */
export interface Cell {
  readonly facility: string
  readonly month: string
  readonly department: string
  readonly disease: string
  readonly count: number
}

const PARENTS: Readonly<Record<string, string | undefined>> = {
  P: undefined,
  A: 'P',
  B: 'P',
  C: 'P',
  A1: 'A',
  A2: 'A',
  B1: 'B',
  B2: 'B',
}
const FACILITIES: readonly [id: string, county: string, tier: string, category: string][] = [
  ['f1', 'A1', 'tertiary', 'general'],
  ['f2', 'A1', 'secondary', 'general'],
  ['f3', 'A1', 'secondary', 'maternal'],
  ['f4', 'A2', 'secondary', 'general'],
  ['f5', 'A2', 'primary', 'township'],
  ['f6', 'B1', 'tertiary', 'general'],
  ['f7', 'B2', 'secondary', 'general'],
  ['f8', 'C', 'secondary', 'maternal'],
]
/** Five months of one year, and five around the turn of a year: a calendar year, a rolling one and one less its neighbour differ only there. */
export const WITHIN_A_YEAR: Months = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05']
export const OVER_TWO_YEARS: Months = ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02']
type Months = readonly [string, ...string[]]
const DEPARTMENTS = ['01', '02'] as const
const DISEASES = ['x', 'y', 'z'] as const
const DIMENSIONS = ['department', 'disease', 'tier', 'category'] as const
type Dimension = (typeof DIMENSIONS)[number]

/** A small province of its own, with everything a figure can be cut by. C is a county that hangs from the province. */
export class SmallLattice implements Lattice {
  constructor(
    readonly cells: readonly Cell[],
    private readonly months: Months,
  ) {}

  static random(random: () => number, months: Months): SmallLattice {
    const crowd = random() < 0.5 ? 4 : 12
    const cells: Cell[] = []
    for (const [facility] of FACILITIES)
      for (const month of months)
        for (const department of DEPARTMENTS)
          for (const disease of DISEASES) {
            const rare = disease === 'z' ? 0.8 : 0.35
            const count = random() < rare ? 0 : Math.floor(random() * crowd * (facility === 'f1' ? 3 : 1))
            cells.push({ facility, month, department, disease, count })
          }
    return new SmallLattice(cells, months)
  }

  parentOf(place: string): string | undefined {
    return PARENTS[place] ?? FACILITIES.find(([id]) => id === place)?.[1]
  }
  isFacility(place: string): boolean {
    return place.startsWith('f')
  }
  countiesOf(place: string): string[] {
    return [...new Set(FACILITIES.map(([, county]) => county))].filter((county) => this.#within(county, place))
  }
  places(): string[] {
    return [...Object.keys(PARENTS), ...FACILITIES.map(([id]) => id)]
  }

  sheet(parent: string | undefined, root: string, dimension: string | null): Sheet {
    const rows = parent === undefined ? [root] : this.places().filter((place) => this.parentOf(place) === parent)
    const values =
      dimension === null ? [''] : [...new Set(this.cells.map((cell) => this.#of(cell, dimension as Dimension)))]
    return {
      rows,
      values,
      count: (_, place, value, { from, to }) =>
        this.unknownsOf({ place, dimension, values: [value], from, to }).reduce(
          (sum, at) => sum + (this.cells[at]?.count ?? 0),
          0,
        ),
    }
  }

  #of(cell: Cell, dimension: Dimension): string {
    const facility = FACILITIES.find(([id]) => id === cell.facility)
    if (dimension === 'tier') return facility?.[2] ?? ''
    if (dimension === 'category') return facility?.[3] ?? ''
    return cell[dimension]
  }

  #within(facility: string, place: string): boolean {
    for (let at: string | undefined = facility; at !== undefined; at = this.parentOf(at)) if (at === place) return true
    return false
  }

  /** The cells a figure adds up. */
  unknownsOf({ place, dimension, values, from, to }: Figure): number[] {
    return this.cells.flatMap((cell, at) =>
      this.#within(cell.facility, place) &&
      `${cell.month}-01` >= from &&
      `${cell.month}-01` <= to &&
      (dimension === null || values.includes(this.#of(cell, dimension as Dimension)))
        ? [at]
        : [],
    )
  }

  countOf(figure: Figure): number {
    return this.unknownsOf(figure).reduce((sum, at) => sum + (this.cells[at]?.count ?? 0), 0)
  }

  /** Every figure one may ask for: each place, by nothing and by each value of each dimension, over every run of months. */
  figures(): Figure[] {
    const { months } = this
    const spans = months.flatMap((first, at) => months.slice(at).map((last) => [first, last] as const))
    return this.places().flatMap((place) =>
      spans.flatMap(([first, last]) => {
        // Nothing is before the first month and after the last: what reaches there reaches the end of its year.
        const [begin, end] = [CalendarDate.parse(`${first}-01`), CalendarDate.parse(`${last}-01`)]
        const from = first === months[0] ? blockAt('year', begin).from : begin
        const to = blockAt(last === months.at(-1) ? 'year' : 'month', end).to
        const dimensions = DIMENSIONS.filter(
          (one) => !(this.isFacility(place) && (one === 'tier' || one === 'category')),
        )
        return [
          { place, dimension: null, values: [''], from, to },
          ...dimensions.flatMap((dimension) =>
            this.sheet(undefined, 'P', dimension).values.map(
              (value): Figure => ({ place, dimension, values: [value], from, to }),
            ),
          ),
        ]
      }),
    )
  }
}

export function isOneBlock({ from, to }: Figure): boolean {
  const [first, ...more] = blocksOf(from, to)
  return first !== undefined && more.length === 0
}
export type { Block }
