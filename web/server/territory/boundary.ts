import type { AreaCode } from '@cockpit/domain/ids'
import { AreaCode as Code } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { countiesKey, loadBoundary } from '@cockpit/geo/territory-store'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { Ports } from '../ports'

export interface BoundaryShape {
  readonly code: AreaCode
  readonly name: { readonly zh: string; readonly en: string }
  readonly centre: readonly [number, number]
  readonly geometry: Polygon | MultiPolygon
}

export interface BoundaryMap {
  readonly shapes: readonly BoundaryShape[]
  readonly source: string
  readonly licence: string
}

/**
 * The shapes of an area's children, or of all its counties. An area that has no children is drawn as its own outline, from its
 * parent's shapes. Empty when nobody stored a boundary.
 */
export async function boundaryOf(
  db: Ports['db'],
  territory: Territory,
  area: AreaCode,
  detail: 'children' | 'county',
): Promise<BoundaryMap> {
  const here = territory.get(area)
  const leaf = territory.children(area).length === 0
  const owner = leaf ? (here?.parent ?? area) : area
  const stored =
    (detail === 'county' && !leaf && (await loadBoundary(db, countiesKey(owner)))) || (await loadBoundary(db, owner))
  if (!stored) return { shapes: [], source: '', licence: '' }
  const { topology, source, licenceNote } = stored
  const shapes = feature(topology, topology.objects.areas).features.flatMap((shape): BoundaryShape[] => {
    const { geometry, properties } = shape
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
    const code = Code.safeParse(properties.code)
    if (!code.success || (leaf && code.data !== area)) return []
    return [
      { code: code.data, name: { zh: properties.name, en: properties.nameEn }, centre: properties.centre, geometry },
    ]
  })
  return { shapes, source, licence: licenceNote }
}
