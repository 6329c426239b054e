import { syndromeFile, vaccinationFile } from '../../demo/public-health'
import type { DemoGenerator } from '../contract'

/** Vaccinations by county and month; half a year of daily syndromes from sentinel hospitals. */
const generate: DemoGenerator = (world) => [vaccinationFile(world), syndromeFile(world)]
export default generate
