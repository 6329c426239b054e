import type { CatalogueEntry } from '../../server/indicators/catalogue-entries'
import { initialsOf } from './initials'

/** An entry with the text it is searched by, made once. */
export interface Searchable {
  readonly entry: CatalogueEntry
  readonly said: string
  readonly initials: string
}

export function searchable(entries: readonly CatalogueEntry[]): Searchable[] {
  return entries.map((entry) => {
    const { definition, versions, tables, domain } = entry
    const said = [
      definition.id,
      definition.zh,
      definition.en,
      definition.owner,
      domain.zh,
      domain.en,
      ...versions.flatMap(({ formula, standard, version }) => [formula.zh, formula.en, standard, version]),
      ...tables.flatMap(({ name, title }) => [name, title.zh, title.en]),
    ]
    return { entry, said: said.join('\n').toLowerCase(), initials: initialsOf(definition.zh) }
  })
}

/**
 * Entries in which every word of the text stands: in a name, the code, the pinyin initials of the Chinese name, a formula, a standard, the owner, the
 * area or a table. `pack` keeps one area of governance.
 */
export function matching(all: readonly Searchable[], text: string, pack: string | null = null): CatalogueEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return all
    .filter(({ entry }) => pack === null || entry.definition.pack === pack)
    .filter(({ said, initials }) => words.every((word) => said.includes(word) || initials.includes(word)))
    .map(({ entry }) => entry)
}

export interface Group {
  readonly pack: string
  readonly title: CatalogueEntry['domain']
  readonly entries: readonly CatalogueEntry[]
}

/** Entries by area of governance, in the order they stand in. */
export function grouped(entries: readonly CatalogueEntry[]): Group[] {
  const groups = new Map<string, CatalogueEntry[]>()
  for (const entry of entries) {
    const { pack } = entry.definition
    groups.set(pack, [...(groups.get(pack) ?? []), entry])
  }
  return [...groups].map(([pack, list]) => ({ pack, title: list[0]?.domain ?? { zh: pack, en: pack }, entries: list }))
}
