import { AreaCode, type FacilityId } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import { CLASS_DIMENSIONS, type Figure, type Lattice, type Sheet } from '@cockpit/domain/suppression/disclosure'
import { type Block, blockAt, blocksOf } from '@cockpit/domain/suppression/time-block'
import type { AreaLevel, Territory } from '@cockpit/domain/territory/territory'
import { DIMENSION_OF_LEVEL, type FacilityMap } from './breakdown'
import { type CubePort, forAll, loadRows } from './cube-rest'
import { scopePass } from './scope-token'

/** Counts of one sheet in one span: row, value, then the numbers of all measures of the first month or day, of the second, ... */
type Counts = ReadonlyMap<string, ReadonlyMap<string, Float64Array>>
/** Months of a year, days of a month. */
const STEPS = { year: 12, month: 31 } as const

/** A sheet over a year of months, or over a month of days. */
interface Wanted {
  /** The place above the rows; absent for the sheet of the root alone. */
  readonly parent?: string
  readonly root: string
  readonly dimension: string | null
  readonly span: Block
}

export interface SheetSource {
  readonly cube: CubePort
  readonly territory: Territory
  readonly facilities: FacilityMap
  /** As `Disclosure` is told. */
  readonly cut: number
  /** Of the cube whose persons are counted. */
  readonly cubeName: string
  readonly scope: 'facility' | 'area'
  /** Full names of the counts. */
  readonly measures: readonly string[]
  /** Equal texts mean equal data: a sheet is kept until they change. */
  readonly version: string
  /** From `limitFor`. */
  readonly limit: number
  now(): Date
}

/** Sheets kept in this process: counts for deciding, never handed out. The oldest goes first. */
const kept = new Map<string, Promise<Counts>>()
export const MOST_KEPT = 600
/** From so many rows on a sheet is not read: what it would decide is withheld. */
const MOST_ROWS = 400_000

/**
 * The counts by which `Disclosure` decides, of the places around a question. They are read under a scope of this class's own and are the same
 * whoever asks; nothing of them leaves but yes or no.
 */
export class Sheets implements Lattice {
  readonly #loaded = new Map<string, Sheet>()

  constructor(readonly source: SheetSource) {}

  /** Sheets that have been read. */
  get size(): number {
    return this.#loaded.size
  }

  parentOf(place: string): string | undefined {
    const at = place.indexOf('@')
    if (at > 0) return place.slice(at + 1)
    const facility = this.source.facilities.get(place as FacilityId)
    return facility ? facility.county : (this.source.territory.get(place as AreaCode)?.parent ?? undefined)
  }

  isFacility(place: string): boolean {
    return place.includes('@') || this.source.facilities.has(place as FacilityId)
  }

  countiesOf(place: string): string[] {
    return this.source.territory.counties(place as AreaCode).map((county) => county.code)
  }

  sheet(parent: string | undefined, root: string, dimension: string | null, block: Block): Sheet {
    const span = spanOf(block)
    const sheet = this.#loaded.get(nameOf({ ...(parent ? { parent } : {}), root, dimension, span }))
    if (!sheet) throw new Error(`The sheet of ${parent ?? root} by ${dimension ?? 'nothing'} was not read.`)
    return sheet
  }

  /** Reads what deciding about these figures needs. @throws CubeUnavailable */
  async read(figures: readonly Figure[]): Promise<void> {
    const wanted = new Map<string, Wanted>()
    for (const figure of figures)
      for (const one of this.#wantedFor(figure)) if (!this.#loaded.has(nameOf(one))) wanted.set(nameOf(one), one)
    const missing = new Map<string, Wanted[]>()
    const waiting: Promise<unknown>[] = []
    for (const [name, one] of wanted) {
      const before = kept.get(this.#keptAs(name))
      if (before) waiting.push(before.then((counts) => this.#loaded.set(name, this.#sheetOf(counts, one.dimension))))
      else missing.set(this.#groupOf(one), [...(missing.get(this.#groupOf(one)) ?? []), one])
    }
    for (const group of missing.values()) {
      const together = this.#fetch(group)
      for (const one of group) {
        const name = nameOf(one)
        const own = together.then((all) => all.get(name) ?? new Map())
        keep(this.#keptAs(name), own)
        waiting.push(own.then((counts) => this.#loaded.set(name, this.#sheetOf(counts, one.dimension))))
      }
    }
    await Promise.all(waiting)
  }

  #sheetOf(counts: Counts, dimension: string | null): Sheet {
    const { measures } = this.source
    return {
      rows: [...counts.keys()],
      values: dimension === null ? [''] : [...new Set([...counts.values()].flatMap((row) => [...row.keys()]))].sort(),
      count(measure, row, value, within) {
        const numbers = counts.get(row)?.get(value)
        if (!numbers) return 0
        const [first, last] = stepsIn(within)
        let sum = 0
        for (let step = first; step <= last; step++)
          sum += numbers[step * measures.length + measures.indexOf(measure)] ?? 0
        return sum
      },
    }
  }

  #wantedFor(figure: Figure): Wanted[] {
    const { territory } = this.source
    const chain: (string | undefined)[] = []
    let root = figure.place
    for (let next = this.parentOf(figure.place); next !== undefined; next = this.parentOf(next)) {
      chain.push(next)
      root = next
    }
    chain.push(undefined)
    const blocks = blocksOf(figure.from, figure.to, this.source.cut)
    const years = blocks.map((block) => blockAt('year', block.from))
    const spans = [...new Set([...years, ...blocks.map(spanOf)])]
    const sheets: { parent?: string; dimension: string | null }[] = []
    for (const parent of chain) {
      const above = parent === undefined ? {} : { parent }
      sheets.push({ ...above, dimension: null })
      if (figure.dimension !== null) sheets.push({ ...above, dimension: figure.dimension })
    }
    if (figure.dimension !== null && CLASS_DIMENSIONS.includes(figure.dimension))
      for (const county of territory.counties(figure.place as AreaCode)) {
        sheets.push({ parent: county.code, dimension: figure.dimension })
        for (const area of territory.path(county.code)) sheets.push({ parent: area.code, dimension: null })
      }
    return sheets.flatMap((sheet) => spans.map((span) => ({ ...sheet, root, span })))
  }

  /** Sheets of one kind are read together. */
  #groupOf({ parent, root, dimension, span }: Wanted): string {
    const levels = parent === undefined ? 'root' : this.#childLevels(parent).join('+') || 'facility'
    return `${levels} ${root} ${dimension ?? ''} ${span.grain}`
  }

  #childLevels(parent: string): AreaLevel[] {
    return [...new Set(this.source.territory.children(parent as AreaCode).map((child) => child.level))]
  }

  #keptAs(name: string): string {
    const { cube, cubeName, measures, version } = this.source
    return `${cube.url} ${cubeName} ${measures.join()} ${version} ${name}`
  }

  async #fetch(group: readonly Wanted[]): Promise<Map<string, Counts>> {
    const { cube, territory, cubeName, measures, limit, now } = this.source
    const found = new Map<string, Map<string, Map<string, Float64Array>>>()
    for (const one of group) found.set(nameOf(one), new Map())
    const [first] = group
    if (!first) return found
    const { root, dimension } = first
    const grain = first.span.grain === 'year' ? 'month' : 'day'
    const from = group.map(({ span }) => span.from).sort()[0] as CalendarDate
    const to = group
      .map(({ span }) => span.to)
      .sort()
      .at(-1) as CalendarDate
    const parents = [...new Set(group.map(({ parent }) => parent))]
    const everything = { areas: [AreaCode.parse(root)], facilities: [] }
    const pass = scopePass(everything, 'facility', territory, cube.secret, now)
    await Promise.all(
      this.#parts(parents, root).map(async ({ by, filter, values }) => {
        // A sheet serves every question until the next version: it is read to its end, whoever asked first.
        const rows = await loadRows(forAll(cube), pass, {
          measures,
          dimensions: [...by, ...(dimension === null ? [] : [dimension])].map((name) => `${cubeName}.${name}`),
          timeDimensions: [{ dimension: `${cubeName}.date`, dateRange: [from, to], granularity: grain }],
          filters: [{ member: `${cubeName}.${filter}`, operator: 'equals', values }],
          order: {},
          limit: Math.min(limit, MOST_ROWS + (limit % 1000)),
        })
        if (rows.length >= MOST_ROWS) throw new SheetTooLarge(cubeName, dimension)
        for (const row of rows) {
          const at = String(row[`${cubeName}.date.${grain}`]).slice(0, grain === 'day' ? 10 : 7)
          const text = (name: string) => String(row[`${cubeName}.${name}`] ?? '')
          const { parent, key } = this.#placed(by.map(text))
          const span = spanOf(blockAt(grain, `${at}-01`.slice(0, 10) as CalendarDate))
          const sheet = found.get(nameOf({ ...(parent === undefined ? {} : { parent }), root, dimension, span }))
          if (!sheet) continue
          const values = sheet.get(key) ?? new Map<string, Float64Array>()
          const value = dimension === null ? '' : text(dimension)
          const numbers =
            values.get(value) ??
            new Float64Array(measures.length * STEPS[first.span.grain === 'year' ? 'year' : 'month'])
          const step = Number(at.slice(-2)) - 1
          for (const [n, measure] of measures.entries()) numbers[step * measures.length + n] = Number(row[measure] ?? 0)
          sheet.set(key, values.set(value, numbers))
        }
      }),
    )
    return found
  }

  /** One Cube query a level of the rows. */
  #parts(parents: readonly (string | undefined)[], root: string): { by: string[]; filter: string; values: string[] }[] {
    const { territory, scope } = this.source
    const level = territory.get(root as AreaCode)?.level ?? 'province'
    if (parents.includes(undefined))
      return [{ by: [DIMENSION_OF_LEVEL[level]], filter: DIMENSION_OF_LEVEL[level], values: [root] }]
    const children = parents.flatMap((parent) => territory.children(parent as AreaCode))
    if (children.length === 0)
      return scope === 'area'
        ? []
        : [{ by: ['countyCode', 'facilityId'], filter: 'countyCode', values: parents as string[] }]
    return [...new Set(children.map((child) => child.level))].map((one) => ({
      by: [DIMENSION_OF_LEVEL[one]],
      filter: DIMENSION_OF_LEVEL[one],
      values: children.filter((child) => child.level === one).map((child) => child.code),
    }))
  }

  /** The sheet and the row of an answer's row. A facility's days in a county it has left are a row of their own there. */
  #placed(keys: readonly string[]): { parent: string | undefined; key: string } {
    const [area = '', facility] = keys
    if (facility === undefined) return { parent: this.parentOf(area), key: area }
    const home = this.source.facilities.get(facility as FacilityId)?.county
    return { parent: area, key: home === area ? facility : `${facility}@${area}` }
  }
}

/** A dimension so fine that deciding by it would fill the process; figures by it are withheld. */
export class SheetTooLarge extends Error {
  override readonly name = 'SheetTooLarge'
  constructor(cubeName: string, dimension: string | null) {
    super(`${cubeName} by ${dimension ?? 'place'} has more rows than can be judged.`)
  }
}

function keep(name: string, counts: Promise<Counts>): void {
  kept.set(name, counts)
  // What could not be read is asked again, not remembered.
  counts.catch(() => kept.delete(name))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
}

/** First and last step of a block in the sheet of its span. */
function stepsIn({ grain, from, to }: Block): [number, number] {
  const at = grain === 'day' || grain === 'part' ? 8 : 5
  return [Number(from.slice(at, at + 2)) - 1, Number(to.slice(at, at + 2)) - 1]
}

/** Days, and parts of months, are read by the month, everything else by the year. */
function spanOf({ grain, from }: Block): Block {
  return blockAt(grain === 'day' || grain === 'part' ? 'month' : 'year', from)
}

function nameOf({ parent, root, dimension, span }: Wanted): string {
  return `${parent ?? `^${root}`} ${dimension ?? ''} ${span.grain} ${span.from}`
}
