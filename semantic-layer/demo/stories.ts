import type { Bilingual } from '@cockpit/domain/ids'
import type { DemoCounty, DemoFacility, DemoWorld } from '../packs/contract'

/** What is planted in the demonstration so that its screens have something to find. Tests hold the screens to this list. */
export type Story = { readonly title: Bilingual; readonly months: readonly string[] } & (
  | {
      readonly kind: 'rising-drug-share' | 'stops-reporting' | 'high-cost' | 'lost-pages'
      readonly facilityId: string
    }
  | { readonly kind: 'bed-shortage'; readonly countyCode: string }
  | { readonly kind: 'outbreak'; readonly countyCode: string; readonly disease: string }
)

export const DRUG_SHARE_RISE_MONTHS = 7
export const SILENT_MONTHS = 2
export const OUTBREAK_MONTHS = 2
/** Months in which one hospital sends only this share of its front pages; its bed return is whole. */
export const LOST_PAGES_MONTHS = 3
export const LOST_PAGES_SHARE = 0.45
export const OUTBREAK_DISEASE = '其他感染性腹泻病'
/** The costly hospital spends and keeps this many times the region's mean for the same groups. */
export const HIGH_COST = { cost: 1.45, stay: 1.35 } as const

/** Marks the facilities and counties that carry a story; where the world is too small for one, it has none. */
export function plantStories(world: DemoWorld): DemoWorld {
  const density = (county: DemoCounty) =>
    world.facilities.filter((one) => one.countyCode === county.code).reduce((sum, one) => sum + one.beds, 0) /
    county.population
  const short = [...world.counties].sort((a, b) => density(a) - density(b))[0]
  const bySize = world.counties
    .filter((county) => county.code !== short?.code)
    .sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))
  const outbreak = bySize[Math.floor(bySize.length / 8)]

  const general = world.facilities
    .filter((one) => one.tier === 'secondary' && one.category === 'general' && one.countyCode !== short?.code)
    .sort((a, b) => b.beds - a.beds || (a.id < b.id ? -1 : 1))
  const at = (share: number) => general[Math.floor((general.length - 1) * share)]?.id
  const roles = new Map<string | undefined, DemoFacility['story']>([
    // First, so that in a small world, where two fall on one hospital, the others stay.
    [at(0.2), 'lost-pages'],
    [at(0.6), 'stops-reporting'],
    [at(0.3), 'high-cost'],
    [at(0.1), 'rising-drug-share'],
  ])
  return {
    ...world,
    counties: world.counties.map((county) =>
      county.code === short?.code
        ? { ...county, story: 'bed-shortage' as const }
        : county.code === outbreak?.code
          ? { ...county, story: 'outbreak' as const }
          : county,
    ),
    facilities: world.facilities.map((one) => {
      const story = roles.get(one.id)
      return story ? { ...one, story } : one
    }),
  }
}

/** The stories of a world, in a fixed order. */
export function storiesOf(world: DemoWorld): Story[] {
  const stories: Story[] = []
  const facility = (kind: NonNullable<DemoFacility['story']>, title: Bilingual, months: number) => {
    const found = world.facilities.find((one) => one.story === kind)
    if (found) stories.push({ kind, title, facilityId: found.id, months: world.months.slice(-months) })
  }
  facility('rising-drug-share', { zh: '药占比连月上升', en: 'Drug share rising' }, DRUG_SHARE_RISE_MONTHS)
  facility('stops-reporting', { zh: '机构停止上报', en: 'An institution stops reporting' }, SILENT_MONTHS)
  facility('high-cost', { zh: '费用与时间消耗指数偏高', en: 'Cost and time index high' }, world.months.length)
  facility('lost-pages', { zh: '病案首页漏报', en: 'Front pages are missing' }, LOST_PAGES_MONTHS)
  const short = world.counties.find((county) => county.story === 'bed-shortage')
  if (short)
    stories.push({
      kind: 'bed-shortage',
      title: { zh: '每千人口床位不足', en: 'Short of beds' },
      countyCode: short.code,
      months: world.months,
    })
  const outbreak = world.counties.find((county) => county.story === 'outbreak')
  if (outbreak)
    stories.push({
      kind: 'outbreak',
      title: { zh: '传染病聚集', en: 'Outbreak' },
      countyCode: outbreak.code,
      disease: OUTBREAK_DISEASE,
      months: world.months.slice(-OUTBREAK_MONTHS),
    })
  return stories
}

/** False in the months in which the silent institution sends nothing. */
export function reports(world: DemoWorld, facility: DemoFacility, month: string): boolean {
  return facility.story !== 'stops-reporting' || !world.months.slice(-SILENT_MONTHS).includes(month)
}
