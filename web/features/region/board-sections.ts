import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'

export interface BoardSection {
  readonly pack: string
  readonly title: Bilingual
  readonly tiles: readonly IndicatorDefinition[]
}

/** Boards in their order with the indicators that are known, each where it stands first; a board left without any is not shown. */
export function boardSections(
  boards: readonly {
    readonly pack: string
    readonly title: Bilingual
    readonly order: number
    readonly tiles: readonly { readonly indicator: string }[]
  }[],
  definitionOf: (id: string) => IndicatorDefinition | undefined,
): BoardSection[] {
  const seen = new Set<string>()
  return [...boards]
    .sort((a, b) => a.order - b.order || (a.pack < b.pack ? -1 : 1))
    .flatMap(({ pack, title, tiles }) => {
      const own = tiles.flatMap(({ indicator }) => {
        const definition = seen.has(indicator) ? undefined : definitionOf(indicator)
        seen.add(indicator)
        return definition ? [definition] : []
      })
      return own.length > 0 ? [{ pack, title, tiles: own }] : []
    })
}
