import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { type DefinitionVersion, versionsOf } from '@cockpit/domain/indicator/version'
import type { Level } from '@cockpit/domain/task/level'
import type { PublishedPacks } from '../packs/publish-packs'
import type { Catalogue } from './catalogue'

/** Ways a board shows an indicator. */
export type BoardPlace = 'tile' | 'map' | 'trend' | 'rank' | 'radar'

/** A measure a quotient is made of: another indicator where it is one, else a part of the cube. */
export interface CataloguePart {
  readonly role: 'numerator' | 'denominator'
  /** `<cube>.<measure>` */
  readonly member: string
  /** Its name, where it is an indicator itself. */
  readonly name: Bilingual | null
}

/** An indicator with everything the catalogue tells of it, and nothing of anybody's numbers. */
export interface CatalogueEntry {
  readonly definition: IndicatorDefinition
  /** Title of its governance area. */
  readonly domain: Bilingual
  /** Newest first. */
  readonly versions: readonly DefinitionVersion[]
  readonly parts: readonly CataloguePart[]
  readonly tables: readonly { readonly name: string; readonly title: Bilingual }[]
  readonly boards: readonly { readonly pack: string; readonly title: Bilingual; readonly as: readonly BoardPlace[] }[]
  readonly rules: readonly { readonly id: string; readonly title: Bilingual; readonly level: Level }[]
}

/** The catalogue as it is read and exported: by governance area in the order of the boards, within one as the model declares them. Pure. */
export function catalogueEntries(
  catalogue: Catalogue,
  packs: Pick<PublishedPacks, 'boards' | 'rules' | 'tables'>,
): CatalogueEntry[] {
  const titles = new Map(packs.boards.map((board) => [board.pack, board.title]))
  const tables = new Map(packs.tables.map((table) => [table.name, table.title]))
  const order = new Map(packs.boards.map((board, place) => [board.pack, place]))
  const entries = catalogue.indicators.map((definition): CatalogueEntry => {
    const { id } = definition
    return {
      definition,
      domain: titles.get(definition.pack) ?? { zh: definition.pack, en: definition.pack },
      versions: versionsOf(definition),
      parts: partsOf(definition, catalogue),
      tables: definition.tables.map((name) => ({ name, title: tables.get(name) ?? { zh: name, en: name } })),
      boards: packs.boards.flatMap((board) => {
        const as = placesOn(board, id)
        return as.length > 0 ? [{ pack: board.pack, title: board.title, as }] : []
      }),
      rules: packs.rules
        .filter((rule) => rule.indicator === id)
        .map(({ id: rule, title, level }) => ({ id: rule, title, level })),
    }
  })
  const last = packs.boards.length
  const placeOf = ({ definition: { pack } }: CatalogueEntry) => order.get(pack) ?? last
  return entries.sort(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      (a.definition.pack < b.definition.pack ? -1 : a.definition.pack > b.definition.pack ? 1 : 0),
  )
}

function placesOn(board: PublishedPacks['boards'][number], id: string): BoardPlace[] {
  const places: [BoardPlace, readonly string[]][] = [
    ['tile', board.tiles.map((tile) => tile.indicator)],
    ['map', board.map],
    ['trend', board.trend],
    ['rank', board.rank],
    ['radar', board.radar ?? []],
  ]
  return places.filter(([, ids]) => ids.includes(id)).map(([place]) => place)
}

function partsOf(definition: IndicatorDefinition, catalogue: Catalogue): CataloguePart[] {
  const cube = definition.id.slice(0, definition.id.indexOf('.'))
  return (['numerator', 'denominator'] as const).flatMap((role) => {
    const name = definition[role]
    if (name === undefined) return []
    const member = name.includes('.') ? name : `${cube}.${name}`
    const indicator = catalogue.get(member)
    return [{ role, member, name: indicator ? { zh: indicator.zh, en: indicator.en } : null }]
  })
}
