import { isNothing, scopeOf } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { type CatalogueEntry, catalogueEntries } from '@cockpit/semantic-layer/client/catalogue-entries'
import type { Ports } from '../ports'
import { askPorts } from './ask-ports'

export type { CatalogueEntry }

/** May these grants read the catalogue? Whoever may read any indicator anywhere may read what indicators mean; nobody else. */
export function mayReadCatalogue(grants: readonly Grant[]): boolean {
  return !isNothing(scopeOf(grants, 'indicator.read', 'aggregate'))
}

/** Every indicator with what the catalogue tells of it; the same for everyone who may read it. @throws CubeUnavailable */
export async function readEntries(ports: Ports): Promise<CatalogueEntry[]> {
  const [packs, catalogue] = await Promise.all([ports.packs(), knownCatalogue(await askPorts(ports))])
  return catalogueEntries(catalogue, packs)
}
