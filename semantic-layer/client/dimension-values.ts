import type { Area } from '@cockpit/domain/territory/territory'
import { DIMENSION_OF_LEVEL } from './breakdown'
import { type CubePort, loadRows, type Pass } from './cube-rest'

/** Values of one dimension that are told at most. */
const MOST_VALUES = 1000

/**
 * The values a dimension has in the rows of an area, as far as the pass reaches; sorted. The empty one stands for rows
 * that have none (cases of no group).
 * @param member `<cube>.<dimension>`
 * @throws CubeUnavailable
 */
export async function dimensionValues(cube: CubePort, pass: Pass, member: string, area: Area): Promise<string[]> {
  const name = member.slice(0, member.indexOf('.'))
  const rows = await loadRows(cube, pass, {
    dimensions: [member],
    filters: [{ member: `${name}.${DIMENSION_OF_LEVEL[area.level]}`, operator: 'equals', values: [area.code] }],
    order: { [member]: 'asc' },
    limit: MOST_VALUES,
  })
  return [...new Set(rows.map((row) => String(row[member] ?? '')))]
}
