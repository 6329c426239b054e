import type { AreaCode } from '@cockpit/domain/ids'
import { AreaCode as Code } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { countiesKey, loadBoundary, type StoredBoundary } from '@cockpit/geo/territory-store'
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
  const { source, licenceNote } = stored
  const shapes = shapesOf(stored).filter(({ code }) => !leaf || code === area)
  return { shapes, source, licence: licenceNote }
}

/** The outlines of some areas, each as its parent's map has it. One that nobody stored a boundary of is left out. */
export async function outlinesOf(
  db: Ports['db'],
  territory: Territory,
  areas: readonly AreaCode[],
): Promise<BoundaryShape[]> {
  const parents = new Set(areas.flatMap((code) => territory.get(code)?.parent ?? []))
  const maps = await Promise.all([...parents].map((parent) => loadBoundary(db, parent)))
  const wanted = new Set(areas)
  return maps.flatMap((stored) => (stored ? shapesOf(stored) : [])).filter(({ code }) => wanted.has(code))
}

function shapesOf({ topology }: StoredBoundary): BoundaryShape[] {
  return feature(topology, topology.objects.areas).features.flatMap(({ geometry, properties }): BoundaryShape[] => {
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
    const code = Code.safeParse(properties.code)
    if (!code.success) return []
    return [
      { code: code.data, name: { zh: properties.name, en: properties.nameEn }, centre: properties.centre, geometry },
    ]
  })
}
