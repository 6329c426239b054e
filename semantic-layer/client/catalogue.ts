import { type IndicatorDefinition, IndicatorMeta } from '@cockpit/domain/indicator/definition'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { type CubePort, loadMeta } from './cube-rest'

const Member = z.object({
  name: z.string(),
  type: z.string(),
  aggType: z.string().optional(),
  public: z.boolean().optional(),
  isVisible: z.boolean().optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
})
const CubeMeta = z.object({
  name: z.string(),
  meta: z
    .object({
      pack: z.string(),
      scope: z.enum(['facility', 'area', 'open']),
      grain: z.enum(['day', 'month']),
      tables: z.array(z.string()),
    })
    .optional(),
  measures: z.array(Member),
  dimensions: z.array(Member),
})
export const Meta = z.object({ cubes: z.array(CubeMeta) })
export type Meta = z.infer<typeof Meta>

/** Dimensions by which scope and territory are applied; a question names the territory, not these. */
export const SCOPE_DIMENSIONS = ['provinceCode', 'cityCode', 'countyCode', 'facilityId', 'date'] as const

/** Every indicator the semantic layer declares, by id. */
export class Catalogue {
  readonly #byId: ReadonlyMap<string, IndicatorDefinition>

  constructor(readonly indicators: readonly IndicatorDefinition[]) {
    this.#byId = new Map(indicators.map((indicator) => [indicator.id, indicator]))
  }

  get(id: string): IndicatorDefinition | undefined {
    return this.#byId.get(id)
  }
}

/**
 * Reads `/v1/meta`. The token carries an area no territory has: the catalogue is the same for everyone, rows need a real scope.
 * @throws CubeUnavailable when the semantic layer does not answer
 * @throws Error naming the measure whose meta is not complete
 */
export async function fetchCatalogue(cube: CubePort, now: Date = new Date()): Promise<Catalogue> {
  return catalogueOf(await fetchMeta(cube, now))
}

/** The raw `/v1/meta`, parsed; `checkCatalogue` reads it. */
export async function fetchMeta(cube: CubePort, now: Date = new Date()): Promise<Meta> {
  const issued = Math.floor(now.getTime() / 1000)
  const token = await new SignJWT({
    areas: [{ code: '000000', level: 'county' }],
    facilities: [],
    sensitivity: 'aggregate',
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + 60)
    .sign(new TextEncoder().encode(cube.secret))
  return Meta.parse(await loadMeta(cube, token))
}

/** Pure: indicators from `meta.indicator` of measures, and from `meta.rates` of the measures that are a rate's numerator. */
export function catalogueOf(meta: Meta): Catalogue {
  return new Catalogue(meta.cubes.flatMap(indicatorsOf))
}

function indicatorsOf(cube: Meta['cubes'][number]): IndicatorDefinition[] {
  const about = cube.meta
  if (!about || about.scope === 'open') return []
  const { pack, scope, grain } = about
  const dimensions = cube.dimensions
    .filter((dimension) => dimension.isVisible !== false)
    .map((dimension) => dimension.name.slice(cube.name.length + 1))
    .filter((name) => !(SCOPE_DIMENSIONS as readonly string[]).includes(name))
  const define = (id: string, declared: unknown): IndicatorDefinition => {
    const parsed = IndicatorMeta.safeParse(declared)
    if (!parsed.success) throw new Error(`${id}: its meta is not complete: ${z.prettifyError(parsed.error)}`)
    return { ...parsed.data, id, pack, scope, grain, dimensions }
  }
  return cube.measures
    .filter((measure) => measure.isVisible !== false)
    .flatMap((measure) => [
      ...(measure.meta?.indicator === undefined ? [] : [define(measure.name, measure.meta.indicator)]),
      ...ratesOf(measure.meta).map((rate) => define(`${cube.name}.${rate.name}`, rate)),
    ])
}

const Rates = z.array(z.looseObject({ name: z.string().regex(/^[a-z][A-Za-z0-9]*$/) }))

export function ratesOf(meta: Record<string, unknown> | undefined): z.infer<typeof Rates> {
  return meta?.rates === undefined ? [] : Rates.parse(meta.rates)
}
