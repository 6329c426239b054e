import { contractFile, flowMonthFile } from '../../demo/residents'
import { internetVisitFile, mutualRecognitionFile, referralFile, teleserviceFile } from '../../demo/shared-care'
import { volumesOf } from '../../demo/volumes'
import type { DemoGenerator } from '../contract'

/** The recent months of everything facilities do together, and of where residents went. */
const generate: DemoGenerator = function* (world) {
  const volumes = volumesOf(world)
  yield referralFile(world, volumes)
  yield teleserviceFile(world)
  yield internetVisitFile(world, volumes)
  yield mutualRecognitionFile(world, volumes)
  yield flowMonthFile(world)
  yield contractFile(world)
}
export default generate
