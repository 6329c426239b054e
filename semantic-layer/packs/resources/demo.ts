import { equipmentFile, equipmentUseFile, licenceFile } from '../../demo/equipment'
import { projectFiles } from '../../demo/projects'
import { resourceFiles } from '../../demo/resources'
import type { DemoGenerator } from '../contract'

/** Beds, staff and equipment at the end of every month, a file a year; the registers of equipment, licences and projects; equipment in use. */
const generate: DemoGenerator = function* (world) {
  yield* resourceFiles(world)
  yield equipmentFile(world)
  yield licenceFile(world)
  yield* projectFiles(world)
  yield equipmentUseFile(world)
}
export default generate
