import { coversArea, isNothing, scopeOf } from '@cockpit/domain/access/decide'
import type { AreaCode, Bilingual } from '@cockpit/domain/ids'
import { DIMENSION_OF_LEVEL } from '@cockpit/semantic-layer/client/breakdown'
import type { CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import { loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { limitFor, readPublication } from '@cockpit/semantic-layer/client/publication'
import { scopePass } from '@cockpit/semantic-layer/client/scope-token'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'
import { equals, numberIn } from './scoped-rows'

export interface CatalogueCounts {
  readonly registered: number
  readonly claimed: number
  readonly collected: number
  readonly shareable: number
  readonly readable: number
  readonly monitored: number
  readonly items: number
}

export interface CatalogueEntry {
  readonly code: string
  readonly name: string
  readonly class: string
  readonly area: Bilingual
  readonly registered: string
  readonly collected: string | null
  readonly claimed: boolean
  readonly shareable: boolean
  readonly readable: boolean
  readonly monitored: boolean
}

/** `own`: entries that stand with the area itself, claimed by none of those below it. */
export interface CatalogueData {
  readonly total: CatalogueCounts
  readonly classes: readonly (CatalogueCounts & { readonly class: string })[]
  readonly cities: readonly (CatalogueCounts & {
    readonly code: string
    readonly name: Bilingual
    readonly own: boolean
  })[]
  readonly entries: readonly CatalogueEntry[]
  /** When the newest file of the catalogue was published; null before the first. */
  readonly asOf: string | null
}

const COUNTS = ['entries', 'claimed', 'collectedEntries', 'shareable', 'readable', 'monitored', 'items'] as const

/** The catalogue as it stands in the newest files: by class, by city, and entry by entry, within what the caller may read of areas. */
export async function catalogueData(ports: Ports, caller: Caller, code: AreaCode): Promise<CatalogueData> {
  const territory = await ports.territory()
  const scope = scopeOf(caller.grants, 'indicator.read', 'aggregate')
  const area = territory.get(code)
  // A part of an area's catalogue would be read as all of it.
  if (!area || isNothing(scope) || !coversArea(scope, code, territory))
    throw new Refusal('not-permitted', 'Your grants do not reach this area.')
  const token = scopePass(scope, 'aggregate', territory, ports.cube.secret, () => new Date())
  const publication = await readPublication(ports.cube, token)
  const ask = (dimensions: readonly string[]) =>
    loadRows(ports.cube, token, {
      measures: COUNTS.map((name) => `catalogueEntry.${name}`),
      dimensions: dimensions.map((name) => `catalogueEntry.${name}`),
      filters: [equals(`catalogueEntry.${DIMENSION_OF_LEVEL[area.level]}`, code)],
      order: {},
      limit: limitFor(publication, ['catalogue_entry']),
    })
  const [classes, places, entries] = await Promise.all([
    ask(['entryClass']),
    ask([area.level === 'province' ? 'cityCode' : 'countyCode']),
    ask(['entryCode', 'entryName', 'entryClass', 'areaCode', 'registered', 'collected']),
  ])
  const nameOf = (at: string): Bilingual => territory.get(at as AreaCode)?.name ?? { zh: at, en: at }
  return {
    total: sum(classes.map(countsOf)),
    classes: classes
      .map((row) => ({ class: String(row['catalogueEntry.entryClass']), ...countsOf(row) }))
      .sort((a, b) => b.registered - a.registered),
    cities: places
      .map((row) => {
        const at = String(row[`catalogueEntry.${area.level === 'province' ? 'cityCode' : 'countyCode'}`] ?? '')
        const own = at === ''
        return { code: own ? code : at, name: own ? area.name : nameOf(at), own, ...countsOf(row) }
      })
      .sort((a, b) => b.claimed - a.claimed || (a.code < b.code ? -1 : 1)),
    entries: entries
      .map((row): CatalogueEntry => {
        const flag = (name: string) => (numberIn(row, `catalogueEntry.${name}`) ?? 0) > 0
        const collected = String(row['catalogueEntry.collected'] ?? '')
        return {
          code: String(row['catalogueEntry.entryCode']),
          name: String(row['catalogueEntry.entryName']),
          class: String(row['catalogueEntry.entryClass']),
          area: nameOf(String(row['catalogueEntry.areaCode'])),
          registered: String(row['catalogueEntry.registered']),
          collected: collected === '' ? null : collected,
          claimed: flag('claimed'),
          shareable: flag('shareable'),
          readable: flag('readable'),
          monitored: flag('monitored'),
        }
      })
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    asOf: publication.get('catalogue_entry')?.publishedAt ?? null,
  }
}

function countsOf(row: CubeRow): CatalogueCounts {
  const [registered, claimed, collected, shareable, readable, monitored, items] = COUNTS.map(
    (name) => numberIn(row, `catalogueEntry.${name}`) ?? 0,
  ) as [number, number, number, number, number, number, number]
  return { registered, claimed, collected, shareable, readable, monitored, items }
}

function sum(all: readonly CatalogueCounts[]): CatalogueCounts {
  const add = (of: (one: CatalogueCounts) => number) => all.reduce((total, one) => total + of(one), 0)
  return {
    registered: add((one) => one.registered),
    claimed: add((one) => one.claimed),
    collected: add((one) => one.collected),
    shareable: add((one) => one.shareable),
    readable: add((one) => one.readable),
    monitored: add((one) => one.monitored),
    items: add((one) => one.items),
  }
}
