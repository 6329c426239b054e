import { type CubePort, loadRows, type Pass } from './cube-rest'

/**
 * Every indicator that a row of the table `target` names, whatever its year, as far as the pass reaches; sorted.
 * @throws CubeUnavailable
 */
export async function targetedIndicators(cube: CubePort, pass: Pass): Promise<string[]> {
  const member = 'targets.indicator'
  const rows = await loadRows(cube, pass, {
    measures: ['targets.set'],
    dimensions: [member],
    order: { [member]: 'asc' },
    limit: 10_000,
  })
  return rows.map((row) => String(row[member] ?? '')).filter((id) => id !== '')
}
