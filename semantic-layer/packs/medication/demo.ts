import { drugFile, drugUseFile, medicationMonthFile } from '../../demo/medication'
import { volumesOf } from '../../demo/volumes'
import type { DemoGenerator } from '../contract'

/** The drug dictionary, then drug use and the monthly return of the recent months. */
const generate: DemoGenerator = (world) => {
  const volumes = volumesOf(world)
  return [drugFile(), drugUseFile(world, volumes), medicationMonthFile(world, volumes)]
}
export default generate
