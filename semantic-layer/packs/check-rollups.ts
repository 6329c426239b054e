import type { AlertRule } from '@cockpit/domain/alert/rule'
import type { Board } from './contract'
import { type CubeText, type ModelText, membersOf, readCubes } from './read-formulas'

/** By what every board cuts its figures. */
const PLACES = ['provinceCode', 'cityCode', 'countyCode']
const OF_FACILITIES = [...PLACES, 'facilityId', 'tier', 'category']

interface Cube {
  readonly name: string
  readonly scope: unknown
  readonly measures: CubeText['measures']
  /** What its rollups hold; empty where it has none. */
  readonly held: ReadonlySet<string>
  /** Why its rows answer a board by themselves. */
  readonly unrolled: string
}

/** Indicators a board draws, in any of its places. */
export const drawnBy = (board: Board): string[] => [
  ...board.tiles.map(({ indicator }) => indicator),
  ...board.map,
  ...board.trend,
  ...board.rank,
  ...(board.radar ?? []),
]

/**
 * Rollups are chosen from the boards: what a board draws is answered by one, or its cube says in `unrolled` why the rows are quick enough; and no
 * rollup is kept, and renewed with each publication, that neither a board nor a rule asks for. What is wrong with that, in words. Pure.
 * @throws Error naming the file of the model that cannot be run by itself
 */
export function checkRollups(
  models: readonly ModelText[],
  { boards, rules }: { readonly boards: readonly Board[]; readonly rules: readonly Pick<AlertRule, 'indicator'>[] },
): string[] {
  const cubes = new Map(readCubes(models).map(({ name, about }) => [name, cubeOf(name, about)]))
  const asked = new Set<string>()
  const problems: string[] = []
  for (const board of boards)
    for (const id of drawnBy(board))
      for (const part of partsOf(id, cubes)) {
        asked.add(part.cube)
        const cube = cubes.get(part.cube)
        if (cube?.unrolled !== '') continue
        const lacks = [part.measure, ...(cube.scope === 'facility' ? OF_FACILITIES : PLACES)].filter(
          (member) => !cube.held.has(member),
        )
        if (lacks.length > 0)
          problems.push(
            `The board of ${board.pack} draws ${id}, and no rollup of ${part.cube} holds ${lacks.join(', ')}; roll it up, or say in unrolled why its rows are quick enough.`,
          )
      }
  for (const { indicator } of rules) for (const { cube } of partsOf(indicator, cubes)) asked.add(cube)
  for (const { name, held } of cubes.values())
    if (held.size > 0 && !asked.has(name))
      problems.push(`${name} has a rollup that no board and no rule asks for; leave it out with rolledUp: false.`)
  return [...new Set(problems)]
}

function cubeOf(name: string, { meta, measures, pre_aggregations: rollups = {} }: CubeText): Cube {
  const held = Object.values(rollups).flatMap((one) => [...membersOf(one.measures), ...membersOf(one.dimensions)])
  const unrolled = typeof meta?.unrolled === 'string' ? meta.unrolled : ''
  return { name, scope: meta?.scope, measures, held: new Set(held), unrolled }
}

/** The measures an indicator adds up. Different things are counted anew from the rows, whatever is rolled up. */
function partsOf(id: string, cubes: ReadonlyMap<string, Cube>): { readonly cube: string; readonly measure: string }[] {
  const [cube = '', name = ''] = id.split('.')
  const measures = Object.entries(cubes.get(cube)?.measures ?? {})
  const rates = measures.flatMap(([, { meta }]) => (meta?.rates ?? []) as Declared[])
  const declared = (cubes.get(cube)?.measures?.[name]?.meta?.indicator ?? rates.find((rate) => rate.name === name)) as
    | Declared
    | undefined
  if (!declared || declared.kind === 'distinct') return []
  const parts =
    declared.kind === 'ratio' || declared.kind === 'rate' ? [declared.numerator, declared.denominator] : [name]
  return parts.flatMap((part = '') => {
    const [of = '', measure] = part.includes('.') ? part.split('.') : [cube, part]
    return measure ? [{ cube: of, measure }] : []
  })
}

interface Declared {
  readonly name?: string
  readonly kind: string
  readonly numerator?: string
  readonly denominator?: string
}
