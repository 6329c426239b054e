import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { CLASS_DIMENSIONS, type Figure, type Lattice, type Sheet } from '@cockpit/domain/suppression/disclosure'
import { type Block, blockAt, blocksOf } from '@cockpit/domain/suppression/time-block'
import type { AreaLevel } from '@cockpit/domain/territory/territory'
import { DIMENSION_OF_LEVEL } from './breakdown'
import { addCounts, type Counts, countRows, type Depth, type Ledger, readLedgers, STEPS, spanOf } from './ledger'
import type { SheetSource } from './sheet-source'

/**
 * Up to so many numbers of each count (facilities x months or days) all facilities of a province are read at once; of a larger one, those of the
 * counties a question is about.
 */
const MOST_AT_ONCE = 60_000

/** A sheet over a year of months, or over a month of days. */
interface Wanted {
  /** The place above the rows; absent for the sheet of the root alone. */
  readonly parent?: string
  readonly root: string
  readonly dimension: string | null
  readonly span: Block
}

/** Sheets and ledgers kept in this process: counts for deciding, never handed out. The oldest goes first. */
const keptSheets = new Map<string, Promise<Counts>>()
const keptLedgers = new Map<string, Promise<Ledger>>()
export const MOST_KEPT = 600
const MOST_LEDGERS = 60

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
    const all = [...wanted.values()]
    const ledgers = this.#ledgersFor(all)
    const missing = new Map<string, Wanted[]>()
    const waiting: Promise<unknown>[] = []
    const load = (name: string, one: Wanted, counts: Promise<Counts>) =>
      waiting.push(counts.then((read) => this.#loaded.set(name, this.#sheetOf(read, one.dimension))))
    for (const [name, one] of wanted) {
      const ledger = ledgers(one)
      const before =
        ledger?.then((sheets) => sheets.get(one.parent ?? '') ?? new Map()) ?? keptSheets.get(this.#keptAs(name))
      if (before) load(name, one, before)
      else missing.set(this.#groupOf(one), [...(missing.get(this.#groupOf(one)) ?? []), one])
    }
    for (const group of missing.values()) {
      const together = this.#fetch(group)
      for (const one of group) {
        const name = nameOf(one)
        const own = together.then((found) => found.get(name) ?? new Map())
        keep(keptSheets, MOST_KEPT, this.#keptAs(name), own)
        load(name, one, own)
      }
    }
    await Promise.all(waiting)
  }

  /**
   * The ledgers in which sheets without a dimension stand, begun to be read where they are not kept. Where a question needs its facilities, or they
   * are kept, the areas are added up from them.
   */
  #ledgersFor(wanted: readonly Wanted[]): (one: Wanted) => Promise<Ledger> | undefined {
    const nameIn = ({ root, span }: Wanted, depth: Depth) => this.#keptAs(`${depth} ${root} ${span.grain} ${span.from}`)
    const inLedger = wanted.filter((one) => one.dimension === null && this.#depthOf(one))
    const deep = new Set(
      inLedger.filter((one) => this.#depthOf(one) === 'facilities').map(({ root, span }) => `${root} ${span.grain}`),
    )
    const chosen = new Map<Wanted, string>()
    const missing = new Map<string, Map<string, Wanted>>()
    for (const one of inLedger) {
      const { root, span } = one
      const isDeep = deep.has(`${root} ${span.grain}`) || keptLedgers.has(nameIn(one, 'facilities'))
      const depth: Depth = isDeep ? 'facilities' : 'counties'
      const name = nameIn(one, depth)
      chosen.set(one, name)
      if (keptLedgers.has(name)) continue
      const group = `${depth} ${root} ${span.grain}`
      missing.set(group, (missing.get(group) ?? new Map()).set(name, one))
    }
    for (const [group, byName] of missing) {
      const spans = [...byName.values()].map(({ span }) => span)
      const [first] = byName.values()
      const depth: Depth = group.startsWith('facilities') ? 'facilities' : 'counties'
      const together = readLedgers(this.source, first?.root ?? '', depth, spans, (...place) => this.#keyOf(...place))
      for (const [name, { span }] of byName)
        keep(
          keptLedgers,
          MOST_LEDGERS,
          name,
          together.then((found) => found.get(span.from) ?? new Map()),
        )
    }
    return (one) => keptLedgers.get(chosen.get(one) ?? '')
  }

  /** How deep the ledger of a sheet without a dimension reaches; undefined where its facilities are read by the county. */
  #depthOf({ parent, span }: Wanted): Depth | undefined {
    const { scope, facilities, territory } = this.source
    const ofFacilities = parent !== undefined && territory.children(parent as AreaCode).length === 0
    if (!ofFacilities || scope === 'area') return 'counties'
    return facilities.size * STEPS[span.grain === 'year' ? 'year' : 'month'] <= MOST_AT_ONCE ? 'facilities' : undefined
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

  /** Sheets by a dimension, and those of facilities where there are too many to read them all. */
  async #fetch(group: readonly Wanted[]): Promise<Map<string, Counts>> {
    const found = new Map<string, Counts>()
    for (const one of group) found.set(nameOf(one), new Map())
    const [first] = group
    if (!first) return found
    const { root, dimension } = first
    const spans = [...new Map(group.map(({ span }) => [span.from, span])).values()]
    const parents = [...new Set(group.map(({ parent }) => parent))]
    await Promise.all(
      this.#parts(parents, root).map(async ({ by, filter, values }) => {
        const asked = { by, filter: { member: filter, operator: 'equals', values }, dimension } as const
        for (const each of await countRows(this.source, root, asked, spans)) {
          const { parent, key } = this.#placed(by.map(each.text))
          const sheet = found.get(
            nameOf({ ...(parent === undefined ? {} : { parent }), root, dimension, span: each.span }),
          )
          const value = dimension === null ? '' : each.text(dimension)
          if (sheet) addCounts(sheet, { row: key, value }, this.source.measures, each)
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
    return { parent: area, key: this.#keyOf(area, facility) }
  }

  #keyOf(county: string, facility: string): string {
    const home = this.source.facilities.get(facility as FacilityId)?.county
    return home === county ? facility : `${facility}@${county}`
  }
}

function keep<T>(among: Map<string, Promise<T>>, most: number, name: string, read: Promise<T>): void {
  among.set(name, read)
  // What could not be read is asked again, not remembered.
  read.catch(() => among.delete(name))
  for (const oldest of among.keys()) {
    if (among.size <= most) break
    among.delete(oldest)
  }
}

/** First and last step of a block in the sheet of its span. */
function stepsIn({ grain, from, to }: Block): [number, number] {
  const at = grain === 'day' || grain === 'part' ? 8 : 5
  return [Number(from.slice(at, at + 2)) - 1, Number(to.slice(at, at + 2)) - 1]
}

function nameOf({ parent, root, dimension, span }: Wanted): string {
  return `${parent ?? `^${root}`} ${dimension ?? ''} ${span.grain} ${span.from}`
}
