import { bedDayFiles } from '../../demo/bed-days'
import { drgReferenceFile } from '../../demo/drg-reference'
import { frontPageFiles } from '../../demo/front-pages'
import { sampleFiles } from '../../demo/sample-note'
import { volumesOf } from '../../demo/volumes'
import type { DemoGenerator } from '../contract'

/** The groups with their frozen benchmarks, the share of pages that is written, then front pages and bed-days, a file a month. */
const generate: DemoGenerator = function* (world) {
  const volumes = volumesOf(world)
  yield drgReferenceFile(volumes)
  yield* sampleFiles(volumes)
  yield* frontPageFiles(world, volumes)
  yield* bedDayFiles(world, volumes)
}
export default generate
