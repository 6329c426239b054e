import { type Grant, Grant as GrantShape, ROLES, SENSITIVITIES } from '@cockpit/domain/access/grant'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import type { Caller } from '../../../web/server/caller-contract'
import { DEPARTMENTS, DISEASES, DRGS, makeWorld, randomOf } from '../semantic/world'
import { type PlacedRow, rawCubes } from './raw-cube'

export const SEED = Number(process.env.AUTHORITY_SEED ?? 7)
export const random = randomOf(SEED)
export const world = makeWorld(SEED)
export const cubes = rawCubes(world)
export const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
export const areas = world.areas.map((area) => area.code as string)
export const facilities = [...world.facilities.keys()].map(String)
/** Ids of one's own, of others, and of nobody. */
export const anyArea = () => (random() < 0.03 ? '999999' : pick(areas))
export const anyFacility = () => (random() < 0.05 ? 'F9999' : pick(facilities))

export function person(): Caller {
  const grants = Array.from(
    { length: 1 + Math.floor(random() * 3) },
    (): Grant =>
      GrantShape.parse({
        role: random() < 0.6 ? pick(['leader', 'supervisor', 'institution', 'planner']) : pick(ROLES),
        territory:
          random() < 0.7
            ? { kind: 'area', code: pick(areas) }
            : { kind: 'facilities', ids: [...new Set([pick(facilities), pick(facilities)])] },
        sensitivity: pick(SENSITIVITIES),
      }),
  )
  const kind = grants.every((grant) => grant.role === 'display') ? 'display' : 'person'
  return { kind, id: `p${Math.floor(random() * 40)}`, name: '演示', grants, demo: true }
}
/** The same hundred people come again and again, so that they meet one another's cached answers. */
export const people = Array.from({ length: 100 }, person)
export const MEASURES = {
  'outpatient.visits': 'visits',
  'inpatient.discharges': 'discharges',
  'notifiable.cases': 'cases',
}
/** Of figures that came later; they have their own test. */
export const NEWER = { 'loopTasks.tasks': 'tasks', 'careFlow.visits': 'visits' }
export type Id = keyof typeof MEASURES | keyof typeof NEWER

const BREAKDOWNS = ['children', 'county', 'facility', 'department', 'disease', 'tier']

/** @param ids of which one is asked @param dimensions further ones it may be cut by and filtered by, with a value of each */
export function question(
  ids: readonly Id[] = Object.keys(MEASURES) as Id[],
  dimensions: readonly (readonly [name: string, value: string])[] = [],
): IndicatorQueryText & { indicators: [Id] } {
  const series = random() < 0.25 ? pick(['month', 'quarter', 'half', 'week'] as const) : undefined
  // A line of a year's weeks is too long for the year to date.
  const cumulated = series === 'week' ? [] : (['yearToDate', 'rolling3'] as const)
  const indicators: [Id] = [pick(ids)]
  return {
    indicators,
    territory: anyArea(),
    ...(random() < 0.2 ? { facility: anyFacility() } : {}),
    ...(random() < 0.6 ? { by: pick([...BREAKDOWNS, ...dimensions.map(([name]) => name)]) } : {}),
    period: pick(['2025', '2025-Q3', '2025-10', '2025-08..2025-10', '2024-09', '2025-10-09', '2025-H2', '2025-W41']),
    ...(series ? { series } : {}),
    ...(random() < 0.3 ? { compare: [pick(['sameLastYear', 'previous', ...cumulated] as const)] } : {}),
    ...(random() < 0.1 ? { limit: 1 + Math.floor(random() * 3), order: pick(['largest', 'smallest'] as const) } : {}),
    ...(random() < 0.25
      ? {
          filters: [
            pick([
              { dimension: 'department', values: [pick(DEPARTMENTS)] },
              { dimension: 'disease', values: [pick(DISEASES)] },
              { dimension: 'drg', values: [pick(DRGS)] },
              { dimension: 'tier', values: ['secondary'] },
              ...dimensions.map(([dimension, value]) => ({ dimension, values: [value] })),
            ]),
          ],
        }
      : {}),
  }
}

export const inside = (row: PlacedRow, place: string) =>
  [row.provinceCode, row.cityCode, row.countyCode, row.facilityId].includes(place)
