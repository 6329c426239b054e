import type { DemoFile } from '../packs/contract'
import { csvChunks } from './csv-text'
import type { Volumes } from './volumes'

/** Name of the demonstration's own grouping; it is no edition of a real grouper. */
export const GROUPER_VERSION = 'DEMO-1'
/** Of the weights and means, and of the classes of risk: the generator's own, in force since ever. */
export const BENCHMARK_VERSION = '演示基准 1'

/**
 * Weights and benchmarks of the demonstration groups, frozen: they are the generator's own parameters, not re-derived from the
 * hospitals that are judged by them.
 */
export function drgReferenceFile({ groups }: Volumes): DemoFile {
  const lines = groups.map((group) =>
    [
      group.code,
      GROUPER_VERSION,
      `演示分组 ${group.code}`,
      `演示大类 ${group.department}`,
      group.weight.toFixed(4),
      group.meanCost.toFixed(2),
      group.meanStay.toFixed(2),
      group.risk,
      group.deathRate.toFixed(6),
      BENCHMARK_VERSION,
      BENCHMARK_VERSION,
    ].join(','),
  )
  return {
    name: 'drg-reference.csv',
    table: 'drg_reference',
    rows: csvChunks(
      'drg_code,drg_version,name_zh,mdc,weight,mean_cost,mean_los,risk_class,mortality,benchmark_version,risk_version',
      () => lines,
    ),
  }
}
