import type { Bilingual } from '@cockpit/domain/ids'
import { random } from '@cockpit/domain/random/random'
import type { AreaLevel } from '@cockpit/domain/territory/territory'
import { interiorPoint, type Point, type Shape } from '../shape'
import { packagedCities, packagedCounties, packagedProvince } from './boundary-package'
import { placeFacilities } from './demo-facilities'
import type { DemoInstitution } from './demo-institution'
import { englishAreaName } from './english-names'

export type DemoShape = 'zhejiang' | 'chongqing'

/**
 * Institutions per county of the region, and residents of its mean county. `demo` gives about 30 tertiary, 210 secondary and 460 primary in
 * 90 counties of a quarter of their real size; `province` about 180, 1,320 and 33,500 in counties of real size.
 */
export const DEMO_SCALES = {
  demo: { tertiary: 30 / 90, secondary: 210 / 90, primary: 460 / 90, residents: 178_000 },
  small: { tertiary: 6 / 90, secondary: 1, primary: 1, residents: 178_000 },
  province: { tertiary: 2, secondary: 1320 / 90, primary: 33_500 / 90, residents: 720_000 },
} as const
export type DemoScale = keyof typeof DEMO_SCALES

export interface DemoRegionOptions {
  readonly shape: DemoShape
  readonly seed: number
  readonly scale: DemoScale
  /** Year of the newest population row; the three years before it are given too. */
  readonly lastYear: number
}

export interface DemoArea {
  readonly code: string
  readonly name: Bilingual
  readonly level: AreaLevel
  readonly parent: string | null
  readonly centre: Point
}

export interface DemoPopulation {
  readonly code: string
  readonly year: number
  readonly residents: number
  readonly aged60: number
  readonly aged65: number
}

/** An area that is no more, and the one that took its place. */
export interface DemoFormerArea {
  readonly code: string
  readonly name: Bilingual
  readonly parent: string
  readonly abolishedOn: string
  readonly successor: string
}

export interface DemoRegion {
  readonly root: DemoArea
  readonly areas: readonly DemoArea[]
  readonly formerAreas: readonly DemoFormerArea[]
  readonly shapes: ReadonlyMap<string, Shape>
  readonly population: readonly DemoPopulation[]
  readonly institutions: readonly DemoInstitution[]
}

/** The districts of Hangzhou merged in 2021 (国函〔2021〕32号). */
const FORMER_AREAS: readonly DemoFormerArea[] = [
  {
    code: '330103',
    name: { zh: '下城区', en: 'Xiacheng' },
    parent: '330100',
    abolishedOn: '2021-04-09',
    successor: '330105',
  },
  {
    code: '330104',
    name: { zh: '江干区', en: 'Jianggan' },
    parent: '330100',
    abolishedOn: '2021-04-09',
    successor: '330102',
  },
]

/**
 * The demonstration province: real division codes, names and shapes; invented people and institutions.
 * Pure: the same options give the same region.
 */
export function demoRegion(options: DemoRegionOptions): DemoRegion {
  const prefix = options.shape === 'zhejiang' ? '33' : '50'
  const province = packagedProvince(prefix)
  const cities = packagedCities(prefix)
  const counties = packagedCounties(prefix)
  const cityCodes = new Set(cities.map((city) => city.code))
  const area = (found: { code: string; name: string; shape: Shape }, level: AreaLevel, parent: string | null) => ({
    code: found.code,
    name: { zh: found.name, en: englishAreaName(found.code, found.name) },
    level,
    parent,
    centre: interiorPoint(found.shape),
  })
  const root = area(province, 'province', null)
  const areas: DemoArea[] = [root, ...cities.map((city) => area(city, 'city', root.code))]
  for (const county of counties) {
    const city = `${county.code.slice(0, 4)}00`
    areas.push(area(county, 'county', cityCodes.has(city) ? city : root.code))
  }

  const population = populate(counties, options)
  const latest = new Map(
    population.filter((row) => row.year === options.lastYear).map((row) => [row.code, row.residents]),
  )
  const shapes = new Map(counties.map((county) => [county.code, county.shape]))
  const places = areas
    .filter((one) => one.level === 'county')
    .map((county) => ({
      code: county.code,
      urban: county.name.zh.endsWith('区'),
      residents: latest.get(county.code) ?? 0,
      centre: county.centre,
      shape: shapes.get(county.code) as Shape,
    }))
  const institutions = placeFacilities(places, DEMO_SCALES[options.scale], options.seed, options.lastYear)
  const codes = new Set(areas.map((one) => one.code))
  return {
    root,
    areas,
    formerAreas: FORMER_AREAS.filter((one) => codes.has(one.successor)),
    shapes,
    population,
    institutions: upgradeOne(institutions, options.lastYear),
  }
}

/** The smallest tertiary general hospital was a secondary one until the last year began, under a name of its own. */
function upgradeOne(institutions: readonly DemoInstitution[], lastYear: number): DemoInstitution[] {
  const smallest = institutions
    .filter((one) => one.tier === 'tertiary' && one.category === 'general')
    .reduce<DemoInstitution | undefined>((least, one) => (!least || one.beds < least.beds ? one : least), undefined)
  return institutions.map((one) =>
    one === smallest
      ? {
          ...one,
          before: {
            until: `${lastYear}-01-01`,
            name: { zh: `${one.name.zh}（原名）`, en: `${one.name.en} (former name)` },
            tier: 'secondary' as const,
          },
        }
      : one,
  )
}

/** Invented residents: log-normal over counties, districts larger, an ageing share between 18 and 27 percent. */
function populate(
  counties: readonly { code: string; name: string }[],
  { seed, lastYear, scale }: DemoRegionOptions,
): DemoPopulation[] {
  const draws = counties.map((county) => {
    const chance = random(seed, 'population', county.code)
    return {
      code: county.code,
      weight: Math.exp(0.3 * Math.max(-2, Math.min(2, chance.normal()))) * (county.name.endsWith('区') ? 1.35 : 0.85),
      growth: 0.002 + 0.004 * chance.normal(),
      share60: 0.18 + 0.09 * chance.next(),
      share65of60: 0.68 + 0.06 * chance.next(),
    }
  })
  const total = draws.reduce((sum, draw) => sum + draw.weight, 0)
  const rows: DemoPopulation[] = []
  for (let year = lastYear - 3; year <= lastYear; year += 1) {
    for (const draw of draws) {
      const grown = (1 + draw.growth) ** (year - lastYear)
      const residents = Math.round(((draw.weight * counties.length * DEMO_SCALES[scale].residents) / total) * grown)
      const aged60 = Math.round(residents * (draw.share60 - 0.006 * (lastYear - year)))
      rows.push({ code: draw.code, year, residents, aged60, aged65: Math.round(aged60 * draw.share65of60) })
    }
  }
  return rows
}
