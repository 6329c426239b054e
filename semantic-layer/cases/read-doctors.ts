import type { FacilityCases } from '@cockpit/domain/cases/case-query'
import { type DoctorSums, type DoctorsTold, doctorsTold } from '@cockpit/domain/cases/doctors'
import type { AskPorts } from '../client/ask'
import type { CubeRow } from '../client/cube-query'
import { loadRows } from '../client/cube-rest'
import type { Asker } from '../client/prepare-question'
import { type CasesResult, conditionsOf, member, reachOf } from './read-cases'

/** The sums of a doctor, and the measure of the cube that each of them is. */
const SUMS = {
  cases: 'cases',
  lowRiskDeaths: 'lowRiskDeaths',
  grouped: 'groupedCases',
  weight: 'totalWeight',
  cost: 'totalCost',
  benchmarked: 'benchmarkedCases',
  costRatios: 'costRatioSum',
  observed: 'expectableDeaths',
  expected: 'expectedDeaths',
} as const satisfies Record<Exclude<keyof DoctorSums, 'key' | 'listed'>, string>

/** A facility has hundreds; of more than this the list would not be whole. */
const MOST = 5000

/**
 * The attending doctors of one facility, or of one of its departments: how many pages of the list each has, and what all their pages come to,
 * as far as that may be told. Only under grants for single cases over the facility.
 * @throws CubeUnavailable
 */
export async function readDoctors(
  query: FacilityCases,
  asker: Asker,
  ports: AskPorts,
): Promise<CasesResult<DoctorsTold>> {
  const reach = reachOf(query, asker, ports)
  if (!reach) return { ok: false, refusal: 'not-permitted' }
  const { doctor: _, ...looked } = query
  const { drg: __, ...whole } = { ...looked, list: 'all' as const }
  const ask = (of: Omit<FacilityCases, 'doctor'>, measures: readonly string[]) =>
    loadRows(ports.cube, reach.pass, {
      measures: measures.map(member),
      dimensions: [member('doctor')],
      ...conditionsOf(of, reach.within),
      limit: MOST,
    })
  const [all, listed] = await Promise.all([ask(whole, Object.values(SUMS)), ask(looked, [SUMS.cases])])
  const counts = new Map(listed.map((row) => [keyOf(row), numberOf(row, SUMS.cases)]))
  return { ok: true, value: doctorsTold(all.map((row) => sumsOf(row, counts.get(keyOf(row)) ?? 0))) }
}

function sumsOf(row: CubeRow, listed: number): DoctorSums {
  const sums = Object.fromEntries(Object.entries(SUMS).map(([name, measure]) => [name, numberOf(row, measure)]))
  return { ...(sums as Omit<DoctorSums, 'key' | 'listed'>), key: keyOf(row), listed }
}

const keyOf = (row: CubeRow) => String(row[member('doctor')] ?? '')
const numberOf = (row: CubeRow, name: string) => Number(row[member(name)] ?? 0)
