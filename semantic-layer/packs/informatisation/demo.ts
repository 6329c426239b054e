import { applicationFile, catalogueFile } from '../../demo/catalogue'
import { gradeFiles } from '../../demo/grades'
import type { DemoGenerator } from '../contract'

/** Three years of grades, the catalogue of data and the registry of applications. */
const generate: DemoGenerator = function* (world) {
  yield* gradeFiles(world)
  yield catalogueFile(world)
  yield applicationFile(world)
}
export default generate
