import { ruleHitFile } from '../../demo/rule-hits'
import type { DemoGenerator } from '../contract'

/** Hits of the supervision rules in the recent months. */
const generate: DemoGenerator = (world) => [ruleHitFile(world)]
export default generate
