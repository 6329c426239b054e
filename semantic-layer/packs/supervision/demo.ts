import { minorDutyFile } from '../../demo/minor-duty'
import { ruleHitFile } from '../../demo/rule-hits'
import type { DemoGenerator } from '../contract'

/** Hits of the supervision rules, and the duty to report of minors, in the recent months. */
const generate: DemoGenerator = (world) => [ruleHitFile(world), minorDutyFile(world)]
export default generate
