import type { AreaCode } from '@cockpit/domain/ids'
import type { Area } from '@cockpit/domain/territory/territory'
import type { Shape } from '../shape'
import { countiesKey } from '../territory-store'
import { type AreaTopology, areaTopology, mergeShapes } from '../topology'
import type { Region } from './region'

/**
 * The topologies a region is drawn from, by key: the children of every area that has any, and all counties of the province.
 * A city's shape is the joined shape of its counties, so that cities and counties agree on every border.
 */
export function regionBoundaries(region: Pick<Region, 'areas' | 'boundaries'>): Map<string, AreaTopology> {
  const children = new Map<AreaCode, Area[]>()
  for (const area of region.areas) {
    if (area.parent) children.set(area.parent, [...(children.get(area.parent) ?? []), area])
  }
  const shapes = new Map<AreaCode, Shape>(region.boundaries)
  for (const city of region.areas) {
    if (city.level !== 'city') continue
    const parts = (children.get(city.code) ?? []).flatMap((county) => region.boundaries.get(county.code) ?? [])
    if (parts.length > 0) shapes.set(city.code, mergeShapes(parts))
  }
  const topologies = new Map<string, AreaTopology>()
  for (const [code, below] of children) topologies.set(code, areaTopology(below, shapes))
  for (const province of region.areas) {
    if (province.level !== 'province') continue
    topologies.set(countiesKey(province.code), areaTopology(countiesBelow(province, children), shapes))
  }
  return topologies
}

function countiesBelow(area: Area, children: ReadonlyMap<AreaCode, readonly Area[]>): Area[] {
  return (children.get(area.code) ?? []).flatMap((child) =>
    child.level === 'county' ? [child] : countiesBelow(child, children),
  )
}
