import { AreaCode, type FacilityId } from '@cockpit/domain/ids'
import { type SetTarget, targetFor } from '@cockpit/domain/indicator/target'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { FACILITY_TIERS, type FacilityTier } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import type { Breakdown } from './breakdown'
import { type CubePort, forAll, loadRows } from './cube-rest'
import type { Asked } from './envelopes'
import type { Asking } from './fetch-values'
import { dataVersionOf, type Publication } from './publication'
import { scopePass } from './scope-token'

/** Table whose version decides which targets hold; answers are kept by it. */
export const TARGET_TABLE = 'target'

/** The target set for a figure of an answer. */
export type TargetOf = (definition: Asked, key: string, on: CalendarDate) => SetTarget | undefined

const NONE: TargetOf = () => undefined

/**
 * Targets as they hold for the rows of an answer. They are read of the whole province, whoever asks, because a county is held to its
 * province's; a figure is told of those of its own place and the areas above, never of a neighbour's. A row that is cut by anything but the tier
 * is held to none: targets are set for all of a place.
 * @throws CubeUnavailable
 */
export async function targetsFor(asking: Asking, breakdown: Breakdown, publication: Publication): Promise<TargetOf> {
  const { query, territory, facilities } = asking
  if (asking.reader === 'judging' || !publication.get(TARGET_TABLE)) return NONE
  const filters = query.filters ?? []
  if (filters.some((filter) => filter.dimension !== 'tier' || filter.values.length > 1)) return NONE
  if (breakdown.kind === 'dimension' && breakdown.dimension !== 'tier') return NONE
  const [province] = territory.path(query.territory)
  if (!province) return NONE
  const targets = await targetsOf(asking, province.code, publication)
  if (targets.length === 0) return NONE
  const filtered = tierNamed(filters[0]?.values[0])
  const pathOf = (code: AreaCode) =>
    territory
      .path(code)
      .map((area) => area.code)
      .reverse()
  return (definition, key, on) => {
    if (definition.outdated) return undefined
    const facility = query.facility ?? (breakdown.kind === 'facilities' ? (key as FacilityId) : undefined)
    const one = facility && facilities.get(facility)
    if (facility && !one) return undefined
    const area = one ? one.county : breakdown.kind === 'areas' ? (key as AreaCode) : query.territory
    const tier = one?.tier ?? (breakdown.kind === 'dimension' ? tierNamed(key) : filtered)
    return targetFor(targets, definition, {
      path: pathOf(area),
      ...(tier ? { tier } : {}),
      on,
      facility: one !== undefined,
    })
  }
}

function tierNamed(text: string | undefined): FacilityTier | undefined {
  return FACILITY_TIERS.find((tier) => tier === text)
}

/** Targets of a province by their version, in this process. */
const kept = new Map<string, Promise<readonly SetTarget[]>>()
const MOST_KEPT = 16

function targetsOf(asking: Asking, province: AreaCode, publication: Publication): Promise<readonly SetTarget[]> {
  const version = dataVersionOf(publication, [TARGET_TABLE, 'area'])
  const name = `${asking.cube.url} ${province} ${version}`
  const known = kept.get(name)
  if (known) return known
  const read = readTargets(asking, province)
  kept.set(name, read)
  read.catch(() => kept.delete(name))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return read
}

const CUBE = 'targetValues'
const Row = z.object({
  indicator: z.string(),
  areaCode: z.string(),
  forTier: z.enum([...FACILITY_TIERS, 'all']),
  direction: z.string(),
  source: z.string(),
  evidence: z.enum(['policy', 'verified', 'default']),
  value: z.coerce.number(),
  since: CalendarDate,
})

async function readTargets(
  { territory, limit, now, ...asking }: Asking,
  province: AreaCode,
): Promise<readonly SetTarget[]> {
  const cube: CubePort = forAll(asking.cube)
  const pass = scopePass({ areas: [province], facilities: [] }, 'aggregate', territory, cube.secret, now)
  const codes = ['countyCode', 'cityCode', 'provinceCode']
  const names = ['indicator', 'areaCode', 'forTier', 'direction', 'source', 'evidence']
  const rows = await loadRows(cube, pass, {
    measures: [`${CUBE}.value`],
    dimensions: [...codes, ...names].map((name) => `${CUBE}.${name}`),
    timeDimensions: [{ dimension: `${CUBE}.date`, dateRange: ['1900-01-01', '2199-12-31'], granularity: 'day' }],
    filters: [{ member: `${CUBE}.provinceCode`, operator: 'equals', values: [province] }],
    order: { [`${CUBE}.areaCode`]: 'asc' },
    limit,
  })
  const found = rows.map((row) => {
    const text = (name: string) => String(row[`${CUBE}.${name}`] ?? '')
    const since = String(row[`${CUBE}.date.day`]).slice(0, 10)
    const told = Row.parse({ ...Object.fromEntries([...names, 'value'].map((name) => [name, text(name)])), since })
    const area = AreaCode.parse(codes.map(text).find((code) => code !== ''))
    const { direction, value, areaCode, forTier, ...about } = told
    const limits = direction === '不高于' ? { max: value } : { min: value }
    return { own: areaCode === area, target: { ...about, area, tier: forTier, ...limits } satisfies SetTarget }
  })
  // Where an area and one that was merged into it have targets since one day, the first found is taken: its own.
  return [...found.filter(({ own }) => own), ...found.filter(({ own }) => !own)].map(({ target }) => target)
}
