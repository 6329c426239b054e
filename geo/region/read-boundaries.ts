import { AreaCode } from '@cockpit/domain/ids'
import { z } from 'zod'
import { boundsOf, type Shape, shapeArea } from '../shape'
import type { IssueList } from './issue'
import { readText } from './read-text'

const Position = z.tuple([z.number(), z.number()]).rest(z.number())
const Ring = z.array(Position)
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
])
const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
const Feature = z.object({
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.looseObject({ type: z.string() }).nullish(),
})

/** Reads `boundaries.geojson`: one shape an area. Features that cannot be drawn are dropped with a warning, never silently. */
export function readBoundaries(folder: string, known: ReadonlySet<string>, issues: IssueList): Map<AreaCode, Shape> {
  issues.about('boundaries.geojson')
  const shapes = new Map<AreaCode, Shape>()
  const collection = readCollection(folder, issues)
  for (const [index, content] of (collection?.features ?? []).entries()) {
    const feature = Feature.safeParse(content)
    const text = String(feature.data?.properties?.code ?? '').trim()
    const at = { field: `features[${index}]`, value: text }
    const code = AreaCode.safeParse(text)
    if (!code.success) {
      issues.warning({
        kind: 'boundary-code',
        ...at,
        problem:
          text === ''
            ? 'The feature has no property "code" and is left out.'
            : 'The code is not six digits; the feature is left out.',
        remedy: 'Give it the code of its area; lines that are no area can be deleted.',
      })
      continue
    }
    if (!known.has(code.data)) {
      issues.warning({
        kind: 'boundary-area-unknown',
        ...at,
        problem: 'The area is not in areas.csv; the shape is left out.',
        remedy: 'Add the area or delete the shape.',
      })
      continue
    }
    if (shapes.has(code.data)) {
      issues.error({
        kind: 'boundary-doubled',
        ...at,
        problem: 'The area has a second shape.',
        remedy: 'Join the parts into one MultiPolygon.',
      })
      continue
    }
    const shape = readShape(feature.data?.geometry, at, issues)
    if (shape) shapes.set(code.data, shape)
  }
  return shapes
}

function readCollection(folder: string, issues: IssueList): z.infer<typeof Collection> | undefined {
  const text = readText(folder, 'boundaries.geojson', issues)
  if (text === undefined) return undefined
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    issues.error({
      kind: 'json-unreadable',
      problem: `It is not readable as JSON (${error.message}).`,
      remedy: 'Export it again; the file may have been cut off.',
    })
    return undefined
  }
  const collection = Collection.safeParse(content)
  if (collection.success) return collection.data
  issues.error({
    kind: 'not-feature-collection',
    problem: 'It is not a GeoJSON FeatureCollection.',
    remedy: 'Export the layer as GeoJSON (RFC 7946), all features in one file.',
  })
  return undefined
}

function readShape(geometry: unknown, at: { field: string; value: string }, issues: IssueList): Shape | undefined {
  const parsed = Geometry.safeParse(geometry)
  if (!parsed.success) {
    const type = z.object({ type: z.string() }).safeParse(geometry).data?.type ?? 'nothing'
    issues.warning({
      kind: 'boundary-geometry',
      ...at,
      problem: `The geometry is ${type} or badly formed; the feature is left out.`,
      remedy: 'An area needs a Polygon or a MultiPolygon of [longitude, latitude] pairs.',
    })
    return undefined
  }
  const shape = closedRings(parsed.data)
  if (shapeArea(shape) === 0) {
    issues.warning({
      kind: 'boundary-empty',
      ...at,
      problem: 'The shape encloses nothing (rings need four positions, the last equal to the first); it is left out.',
      remedy: 'Export the shape again.',
    })
    return undefined
  }
  const [west, south, east, north] = boundsOf(shape)
  if (west < 70 || east > 140 || south < 3 || north > 54) {
    issues.error({
      kind: 'boundary-outside-china',
      ...at,
      problem: `Its coordinates reach from ${west},${south} to ${east},${north}, which is not in China.`,
      remedy: 'Write degrees, longitude first; projected metres must be converted to EPSG:4490.',
    })
    return undefined
  }
  return shape
}

/** Keeps the rings that enclose something: four positions at least, the last equal to the first. */
function closedRings(geometry: z.infer<typeof Geometry>): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const closed = (ring: z.infer<typeof Ring>) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  }
  const flat = (ring: z.infer<typeof Ring>) => ring.map(([x, y]) => [x, y])
  const kept = polygons
    .filter(([outer]) => outer !== undefined && closed(outer))
    .map((rings) => rings.filter(closed).map(flat))
  return { type: 'MultiPolygon', coordinates: kept }
}
