import { provinceOf } from '../../demo/catalogue'
import { csvChunks } from '../../demo/csv-text'
import type { DemoGenerator } from '../contract'
import { POLICY_TARGETS } from './policy-targets'

/**
 * The policy targets, set for the demonstration's province although each comes from the province its source names; only the years
 * a source gives. A target holds until the next.
 */
const generate: DemoGenerator = (world) => {
  return [
    {
      name: 'target-policy.csv',
      table: 'target',
      rows: csvChunks('indicator,area_code,year_start,tier,value,direction,source,evidence', function* () {
        for (const { indicator, tier, values, source } of POLICY_TARGETS) {
          for (const [year, value] of Object.entries(values))
            yield `${indicator},${provinceOf(world)},${year}-01-01,${tier},${value},不低于,"${source}",policy`
        }
      }),
    },
  ]
}
export default generate
