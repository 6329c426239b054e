import { describe, expect, it } from 'vitest'
import { type AccessInputs, accessView, travelMatrix } from './access-view'

const INPUTS: AccessInputs = {
  counties: [
    { code: 'a', name: 'A', residents: 1000 },
    { code: 'b', name: 'B', residents: 2000 },
    { code: 'c', name: 'C', residents: 500 },
  ],
  sites: [
    { id: 'h1', name: 'H1', beds: 50 },
    { id: 'h2', name: 'H2', beds: 20 },
    { id: 'h3', name: 'H3', beds: 7 },
  ],
  journeys: { county: [0, 0, 1], site: [0, 1, 0], minutes: [8, 40, 25] },
  reach: 60,
}
const travel = travelMatrix(INPUTS)

describe('access of counties', () => {
  it('a pair without a journey is out of reach, not at distance 0', () => {
    expect(travel.minutes[2]).toBe(Number.POSITIVE_INFINITY)
    expect(accessView(INPUTS, travel, 60).unreached).toEqual(['c'])
  })
  it('beds within reach are handed out whole, stranded ones are told', () => {
    const view = accessView(INPUTS, travel, 60)
    const handedOut = view.counties.reduce(
      (sum, county, i) => sum + (county.bedsPerThousand * (INPUTS.counties[i]?.residents ?? 0)) / 1000,
      0,
    )
    expect(handedOut).toBeCloseTo(70, 9)
    expect(view.strandedBeds).toBe(7)
    expect(view.mean).toBeCloseTo((70 / 3500) * 1000, 9)
  })
  it('a shorter catchment loses the far hospital', () => expect(accessView(INPUTS, travel, 30).strandedBeds).toBe(27))
  it('residents with less than half the mean are counted', () =>
    expect(accessView(INPUTS, travel, 60).poorlyServed).toBe(500))
})
