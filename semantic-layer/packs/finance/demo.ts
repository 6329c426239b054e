import { financeYearFile, incomeMonthFile } from '../../demo/finance'
import { volumesOf } from '../../demo/volumes'
import type { DemoGenerator } from '../contract'

/** Income by item for the recent months, annual returns for two years. */
const generate: DemoGenerator = (world) => {
  const volumes = volumesOf(world)
  return [incomeMonthFile(world, volumes), financeYearFile(world, volumes)]
}
export default generate
