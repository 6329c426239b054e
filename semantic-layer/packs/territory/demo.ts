import { codeSetFile } from '../../demo/code-sets'
import { insuredFile } from '../../demo/insured'
import { populationAgeFile } from '../../demo/population-ages'
import type { DemoGenerator } from '../contract'

/** Code sets, residents by age, insured persons; areas, facilities and residents come with the demonstration region. */
const generate: DemoGenerator = function* (world) {
  yield codeSetFile(world)
  yield populationAgeFile(world)
  yield insuredFile(world)
}
export default generate
