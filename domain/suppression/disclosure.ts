import type { CalendarDate } from '../period/calendar'
import { type Candidate, closeTogether, coverSmall, isSafe, isSmall, massOf } from './close'
import { around, type Block, blocksIn, blocksOf, siblingsOf } from './time-block'

/** Counts of persons in the places just below one place, by one dimension, or by none (`values` is then `['']`). */
export interface Sheet {
  readonly rows: readonly string[]
  readonly values: readonly string[]
  count(measure: string, row: string, value: string, block: Block): number
}

/** The tree of places over which counts are added up. */
export interface Lattice {
  /** The place above; undefined for a root, which is the only row of the sheet above it. */
  parentOf(place: string): string | undefined
  /** @param parent undefined for the sheet whose one row is `root` */
  sheet(parent: string | undefined, root: string, dimension: string | null, block: Block): Sheet
  /** Places that are facilities; the tier and category of these follow from themselves. */
  isFacility(place: string): boolean
  /** The counties of a place, itself where it is one. */
  countiesOf(place: string): readonly string[]
}

/** Dimensions that sort facilities into classes: what is known of a class may be known of its only member. */
export const CLASS_DIMENSIONS: readonly string[] = ['tier', 'category']

/** One figure a question asks for: a place, a span of days, and the values of at most one dimension that are added up. */
export interface Figure {
  readonly place: string
  readonly dimension: string | null
  readonly values: readonly string[]
  readonly from: CalendarDate
  readonly to: CalendarDate
}

interface Pattern {
  readonly rows: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
}

/**
 * Which figures of one subject may be shown. The decision hangs on the data alone, never on who asks or what was asked before.
 *
 * Figures are sums of cells of a fixed lattice: place x block of time x value of one dimension. A cell is closed when it is small, or when it is
 * needed to protect a small one; what lies inside a closed cell is closed too; a figure is shown when every cell it is made of is open.
 * So whoever adds and subtracts shown figures only ever adds and subtracts open cells. Within a sheet (the places below one place, the
 * blocks of one larger block) small totals close places, at least two together; small cells of a dimension close whole columns (a value,
 * in all the places) or whole rows (a place, for all values), at least two together, in all the blocks. A small cell then has a closed partner
 * in each direction in which sums are known, and one person more here, one less there changes no figure that is shown. docs/access.md
 */
export class Disclosure {
  readonly #hidden = new Map<string, boolean>()
  readonly #patterns = new Map<string, Pattern>()
  readonly #orders = new Map<string, readonly string[]>()

  /**
   * @param measures counts of persons of one cube. Where a larger one is closed, the smaller ones are: they would tell of it.
   * @param below counts from 1 to `below - 1` are small
   * @param cut day of the month on which the data end, 0 when at the end of a month
   */
  constructor(
    readonly lattice: Lattice,
    readonly measures: readonly string[],
    readonly below: number,
    readonly cut = 0,
  ) {}

  mayShow(measure: string, figure: Figure): boolean {
    const classed = figure.dimension !== null && CLASS_DIMENSIONS.includes(figure.dimension)
    return blocksOf(figure.from, figure.to, this.cut).every((block) =>
      classed
        ? this.#mayShowClass(measure, figure, block)
        : figure.values.every((value) => this.#mayShowCell(measure, figure.place, figure.dimension, value, block)),
    )
  }

  /**
   * A cell of a dimension is shown over whole months only, and an empty one only where its months are open as well: it would empty them
   * all, and a closed cell that is known to be empty protects nobody.
   */
  #mayShowCell(measure: string, place: string, dimension: string | null, value: string, block: Block): boolean {
    if (dimension !== null && (block.grain === 'day' || block.grain === 'part')) return false
    if (this.#isHidden(measure, place, dimension, value, block)) return false
    if (dimension === null || block.grain === 'month') return true
    const { from, to } = block
    if (this.countOf(measure, { place, dimension, values: [value], from, to }) > 0) return true
    return blocksIn(block.grain === 'year' ? 'quarter' : 'month', from, to, this.cut).every((each) =>
      this.#mayShowCell(measure, place, dimension, value, each),
    )
  }

  /** Persons behind a figure, added up from the cells it was judged by. */
  countOf(measure: string, { place, dimension, values, from, to }: Figure): number {
    const { parent, root } = this.#above(place)
    return blocksOf(from, to, this.cut).reduce((sum, block) => {
      const sheet = this.lattice.sheet(parent, root, dimension, block)
      return sum + values.reduce((inner, value) => inner + sheet.count(measure, place, value, block), 0)
    }, 0)
  }

  /** Values of a dimension that the sheet of a place knows in a span. */
  valuesNear({ place, dimension, from, to }: Figure): string[] {
    const { parent, root } = this.#above(place)
    return [
      ...new Set(
        blocksOf(from, to, this.cut).flatMap((block) => [...this.lattice.sheet(parent, root, dimension, block).values]),
      ),
    ]
  }

  #above(place: string): { parent: string | undefined; root: string } {
    const parent = this.lattice.parentOf(place)
    let root = place
    for (let next = parent; next !== undefined; next = this.lattice.parentOf(next)) root = next
    return { parent, root }
  }

  /** Closed at this grain or a coarser one, here or above, for this count or a larger one. */
  #isHidden(measure: string, place: string, dimension: string | null, value: string, block: Block): boolean {
    const name = `${measure} ${place} ${dimension ?? ''} ${value} ${horizonOf(block)}`
    const known = this.#hidden.get(name)
    if (known !== undefined) return known
    const hidden =
      this.#isInherited(measure, place, dimension, value, block) ||
      this.#isClosed(measure, place, dimension, value, block)
    this.#hidden.set(name, hidden)
    return hidden
  }

  #isClosed(measure: string, place: string, dimension: string | null, value: string, block: Block): boolean {
    const { parent, root } = this.#above(place)
    const pattern = this.#patternOf(measure, parent, root, dimension, block)
    return pattern.rows.has(place) || pattern.columns.has(value)
  }

  /** Closed for a reason outside its own sheet. */
  #isInherited(measure: string, place: string, dimension: string | null, value: string, block: Block): boolean {
    const { parent, root } = this.#above(place)
    const outer = around(block)
    const larger = this.#largerThan(measure, root, block)
    return (
      (dimension !== null && this.#isHidden(measure, place, null, '', block)) ||
      (outer !== null && this.#isHidden(measure, place, dimension, value, outer)) ||
      (parent !== undefined && this.#isHidden(measure, parent, dimension, value, block)) ||
      (larger !== undefined && this.#isHidden(larger, place, dimension, value, block))
    )
  }

  /** The next larger count of the same cube in the year; equal ones in the order of their names. */
  #largerThan(measure: string, root: string, block: Block): string | undefined {
    const year = yearOf(block)
    const name = `${root} ${year.from}`
    let order = this.#orders.get(name)
    if (!order) {
      const sheet = this.lattice.sheet(undefined, root, null, year)
      const size = new Map(this.measures.map((one) => [one, sheet.count(one, root, '', year)]))
      order = [...this.measures].sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0) || (a < b ? -1 : 1))
      this.#orders.set(name, order)
    }
    return order[order.indexOf(measure) - 1]
  }

  #patternOf(
    measure: string,
    parent: string | undefined,
    root: string,
    dimension: string | null,
    block: Block,
  ): Pattern {
    const name = `${measure} ${parent ?? `^${root}`} ${dimension ?? ''} ${horizonOf(block)}`
    const known = this.#patterns.get(name)
    if (known) return known
    const sheet = this.lattice.sheet(parent, root, dimension, block)
    const pattern =
      dimension === null ? this.#totals(measure, sheet, block) : this.#cells(measure, sheet, dimension, block)
    this.#patterns.set(name, pattern)
    return pattern
  }

  /** Places of a sheet that are closed for their totals. */
  #totals(measure: string, sheet: Sheet, block: Block): Pattern {
    const blocks = siblingsOf(block)
    const candidates = sheet.rows.map(
      (key): Candidate => ({ key, counts: blocks.map((each) => sheet.count(measure, key, '', each)) }),
    )
    const inherited = new Set(sheet.rows.filter((row) => this.#isInherited(measure, row, null, '', block)))
    const small = candidates.filter((one) => !inherited.has(one.key) && this.#hasSmall(one.counts))
    const must = new Set(small.map((one) => one.key))
    return { rows: closeTogether(candidates, must, this.below, inherited), columns: new Set() }
  }

  /** Values that are closed for all places of a sheet, and places that are closed for all values. */
  #cells(measure: string, sheet: Sheet, dimension: string, block: Block): Pattern {
    const blocks = siblingsOf(block)
    const rows = sheet.rows.filter((row) => !this.#isHidden(measure, row, null, '', block))
    const { values } = sheet
    const counts = rows.map((row) =>
      values.map((value) => blocks.map((each) => sheet.count(measure, row, value, each))),
    )
    const inherited = rows.map((row) => values.map((value) => this.#isInherited(measure, row, dimension, value, block)))
    const small = rows.flatMap((row, y) =>
      values.flatMap((column, x) =>
        !inherited[y]?.[x] && this.#hasSmall(counts[y]?.[x] ?? []) ? [{ row, column }] : [],
      ),
    )
    const byColumn = values.map((key, x): Candidate => ({ key, counts: counts.flatMap((row) => row[x] ?? []) }))
    const byRow = rows.map((key, y): Candidate => ({ key, counts: (counts[y] ?? []).flat() }))
    // The only row of its sheet has no partner: its values are closed instead.
    const massOfRow = (row: Candidate) => (rows.length > 1 ? massOf(row) : Number.POSITIVE_INFINITY)
    const must = coverSmall(
      small,
      new Map(byRow.map((row) => [row.key, massOfRow(row)])),
      new Map(byColumn.map((column) => [column.key, massOf(column)])),
    )
    const already = new Set(rows.length === 1 ? values.filter((_, x) => inherited[0]?.[x]) : [])
    const columns = closeTogether(byColumn, must.columns, this.below, already)
    // What is left over of a place's total when its shown values are taken away must tell of no small cell either.
    const exposed = rows.filter((_, y) =>
      blocks.some((_, at) => {
        const hidden = values.flatMap((value, x) =>
          inherited[y]?.[x] || columns.has(value) ? [counts[y]?.[x]?.[at] ?? 0] : [],
        )
        return hidden.some((count) => isSmall(count, this.below)) && !isSafe(hidden, this.below)
      }),
    )
    const telling = rows.filter((row, y) =>
      blocks.some((each, at) => {
        const [only, ...more] = values.filter((_, x) => (counts[y]?.[x]?.[at] ?? 0) > 0)
        return only !== undefined && more.length === 0 && this.#isSmallElsewhere(measure, sheet, row, only, each)
      }),
    )
    const wholly = new Set([...must.rows, ...(rows.length > 1 ? [...exposed, ...telling] : [])])
    return { columns, rows: closeTogether(byRow, wholly, this.below) }
  }

  /**
   * A place that has one value alone tells of that value by its mere total, and so of the other places: does one of them have a small cell
   * there, in this block or a part of it?
   */
  #isSmallElsewhere(measure: string, sheet: Sheet, row: string, value: string, block: Block): boolean {
    const { from, to, grain } = block
    const parts = grain === 'quarter' || grain === 'year' ? blocksIn('month', from, to, this.cut) : []
    return sheet.rows.some(
      (other) =>
        other !== row && this.#hasSmall([block, ...parts].map((each) => sheet.count(measure, other, value, each))),
    )
  }

  /**
   * The facilities of a class in a place: shown where it is a sum of figures that are shown or follow from shown ones anyway, so that it tells
   * nothing new. In each county either none of the closed facilities is of the class, or all are and the county's total is open.
   */
  #mayShowClass(measure: string, { place, dimension, values }: Figure, block: Block): boolean {
    if (this.#isHidden(measure, place, null, '', block)) return false
    const { root } = this.#above(place)
    const blocks = siblingsOf(block)
    return this.lattice.countiesOf(place).every((county) => {
      const classes = this.lattice.sheet(county, root, dimension, block)
      const total = (row: string, among: readonly string[]) =>
        among.some((value) => blocks.some((each) => classes.count(measure, row, value, each) > 0))
      const closed = classes.rows.filter(
        (row) => total(row, classes.values) && this.#isHidden(measure, row, null, '', block),
      )
      const inside = closed.filter((row) => total(row, values))
      if (inside.length === 0) return true
      const outside = closed.filter((row) =>
        total(
          row,
          classes.values.filter((value) => !values.includes(value)),
        ),
      )
      return outside.length === 0 && !this.#isHidden(measure, county, null, '', block)
    })
  }

  #hasSmall(counts: ArrayLike<number>): boolean {
    return Array.from(counts).some((count) => isSmall(count, this.below))
  }
}

/** Blocks of one grain inside one larger block are decided together. */
function horizonOf(block: Block): string {
  return `${block.grain} ${around(block)?.from ?? block.from}`
}

function yearOf(block: Block): Block {
  const outer = around(block)
  return outer ? yearOf(outer) : block
}
