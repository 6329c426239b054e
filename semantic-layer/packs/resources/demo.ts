import { resourceFiles } from '../../demo/resources'
import type { DemoGenerator } from '../contract'

/** Beds, staff and equipment at the end of every month, a file a year. */
const generate: DemoGenerator = (world) => resourceFiles(world)
export default generate
