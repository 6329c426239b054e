import { codeSetFile } from '../../demo/code-sets'
import { populationAgeFile } from '../../demo/population-ages'
import type { DemoGenerator } from '../contract'

/** Code sets and residents by age; areas, facilities and residents come with the demonstration region. */
const generate: DemoGenerator = function* (world) {
  yield codeSetFile(world)
  yield populationAgeFile(world)
}
export default generate
