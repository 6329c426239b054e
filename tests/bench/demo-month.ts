import { join } from 'node:path'
import { demoRegion } from '@cockpit/geo/demo/demo-region'
import { writeFile } from '@cockpit/jobs/demo/files'
import { worldPlaces } from '@cockpit/jobs/demo/places'
import { DEMO_SEED, VOLUMES } from '@cockpit/jobs/demo/plan'
import { frontPageFiles } from '@cockpit/semantic-layer/demo/front-pages'
import { volumesOf } from '@cockpit/semantic-layer/demo/volumes'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'

export interface DemoMonth {
  readonly csv: string
  /** Every institution of the province. */
  readonly facilities: readonly string[]
}

/** A month's front pages as the demo at province size writes them, planted faults and all: 0.78 million lines, 340 MB. */
export async function writeDemoMonth(folder: string): Promise<DemoMonth> {
  const lastMonth = '2026-10'
  const places = worldPlaces(demoRegion({ shape: 'zhejiang', seed: DEMO_SEED, scale: 'province', lastYear: 2026 }))
  const world = demoWorld({ seed: DEMO_SEED, places, lastMonth, ...VOLUMES.province, months: 1 })
  const [file] = frontPageFiles(world, volumesOf(world))
  if (!file) throw new Error('The demo wrote no front pages.')
  const csv = await writeFile(join(folder, 'demo'), file)
  return { csv, facilities: world.facilities.map(({ id }) => id) }
}
