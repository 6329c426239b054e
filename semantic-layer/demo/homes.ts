import type { Random } from '@cockpit/domain/random/random'
import type { DemoCounty, DemoFacility } from '../packs/contract'

/** Counties a patient may come from: those of the same city (or municipality), and all. */
export interface Neighbours {
  readonly all: readonly string[]
  readonly byCounty: ReadonlyMap<string, readonly string[]>
}

export function neighboursOf(counties: readonly DemoCounty[]): Neighbours {
  return {
    all: counties.map((county) => county.code),
    byCounty: new Map(
      counties.map((county) => [
        county.code,
        counties.filter((other) => other.cityCode === county.cityCode).map((other) => other.code),
      ]),
    ),
  }
}

/** County of residence: mostly the facility's own for secondary care, wider for tertiary care. */
export function homeOf(facility: DemoFacility, neighbours: Neighbours, chance: Random): string {
  const draw = chance.next()
  const [own, city] = facility.tier === 'tertiary' ? [0.45, 0.8] : [0.82, 0.95]
  if (draw < own) return facility.countyCode
  const pool = draw < city ? neighbours.byCounty.get(facility.countyCode) : neighbours.all
  return pool?.[chance.below(pool.length)] ?? facility.countyCode
}
