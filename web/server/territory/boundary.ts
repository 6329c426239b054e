import type { Database } from '@cockpit/db/database'
import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'

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

const Stored = z.object({
  type: z.literal('Topology'),
  objects: z.object({ areas: z.looseObject({}) }),
  arcs: z.array(z.unknown()),
})

/**
 * The shapes of an area's children (or of all its counties) from the stored topologies. An area that has no children is drawn
 * as its own outline from its parent's topology.
 * @throws Error when a stored boundary is not a TopoJSON with the object `areas`
 */
export async function boundaryOf(
  db: Database,
  territory: Territory,
  area: AreaCode,
  detail: 'children' | 'county',
): Promise<BoundaryMap> {
  const children = territory.children(area)
  const parent = territory.get(area)?.parent
  const wanted = new Set<string>(
    children.length === 0
      ? [area]
      : (detail === 'county' ? territory.counties(area) : children).map(({ code }) => code),
  )
  const owners = new Set<string>([...wanted].flatMap((code) => territory.get(AreaCode.parse(code))?.parent ?? []))
  const rows = await db.boundary.findMany({
    where: { areaCode: { in: [...owners, ...(parent ? [parent] : []), area] } },
  })
  const shapes = new Map<string, BoundaryShape>()
  for (const row of rows)
    for (const shape of shapesOf(row.areaCode, row.topology, territory))
      if (wanted.has(shape.code)) shapes.set(shape.code, shape)
  const first = rows[0]
  return { shapes: [...shapes.values()], source: first?.source ?? '', licence: first?.licenceNote ?? '' }
}

function shapesOf(owner: string, stored: unknown, territory: Territory): BoundaryShape[] {
  const checked = Stored.safeParse(stored)
  if (!checked.success)
    throw new Error(
      `The boundary of ${owner} is not TopoJSON with the object "areas"; run \`cockpit region add\` again.`,
    )
  const topology = stored as Topology<{ areas: GeometryCollection }>
  return feature(topology, topology.objects.areas).features.flatMap((shape) => {
    const { geometry } = shape
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
    const code = AreaCode.safeParse(String(shape.id ?? shape.properties?.code ?? ''))
    const area = code.success ? territory.get(code.data) : undefined
    return area ? [{ code: area.code, name: area.name, centre: area.centre, geometry }] : []
  })
}
