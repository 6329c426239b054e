import fs from 'node:fs'
import path from 'node:path'
import { demoRegion } from '@cockpit/geo/demo/demo-region'
import { worldPlaces } from '@cockpit/jobs/demo/places'
import { type Story, storiesOf } from '@cockpit/semantic-layer/demo/stories'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'
import { DATA } from './address'

/** Where a planted story plays. */
export interface PlantedStory {
  readonly city: string
  readonly county: string
  /** Empty where a whole county is concerned. */
  readonly facility: string
  /** What the place is called. */
  readonly name: string
  /** `yyyy-mm`, oldest first. */
  readonly months: readonly string[]
}

/** The stories of the running demo: its world is drawn again from the plan it was filled by. */
export function plantedStories(): ReadonlyMap<Story['kind'], PlantedStory> {
  const { seed, scale, lastMonth, months, frontPagesPerMonth } = JSON.parse(
    fs.readFileSync(path.join(DATA, 'demo.json'), 'utf8'),
  )
  const region = demoRegion({ shape: 'zhejiang', seed, scale, lastYear: Number(lastMonth.slice(0, 4)) })
  const world = demoWorld({ seed, places: worldPlaces(region), lastMonth, months, frontPagesPerMonth })
  return new Map(
    storiesOf(world).map((story) => {
      const place =
        'countyCode' in story
          ? world.counties.find(({ code }) => code === story.countyCode)
          : world.facilities.find(({ id }) => id === story.facilityId)
      if (!place) throw new Error(`the place of the story ${story.kind} is not in the demo`)
      const [county, facility] = 'code' in place ? [place.code, ''] : [place.countyCode, place.id]
      return [
        story.kind,
        { city: `${county.slice(0, 4)}00`, county, facility, name: place.name, months: story.months },
      ] as const
    }),
  )
}
