import { notifiableFiles } from '../../demo/notifiable'
import type { DemoGenerator } from '../contract'

/** Notifiable diseases by county and month, a file a year. */
const generate: DemoGenerator = (world) => notifiableFiles(world)
export default generate
