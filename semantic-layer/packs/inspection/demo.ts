import { creditFile, inspectionFile, penaltyFile } from '../../demo/inspections'
import type { DemoGenerator } from '../contract'

/** Inspections and penalties of the recent months, credit tiers of two years. */
const generate: DemoGenerator = (world) => [inspectionFile(world), penaltyFile(world), creditFile(world)]
export default generate
