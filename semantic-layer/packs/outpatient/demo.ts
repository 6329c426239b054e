import { visitDayFiles } from '../../demo/visit-days'
import { volumesOf } from '../../demo/volumes'
import type { DemoGenerator } from '../contract'

/** Visits and income by facility, department and day, a file a month. */
const generate: DemoGenerator = (world) => visitDayFiles(world, volumesOf(world))
export default generate
