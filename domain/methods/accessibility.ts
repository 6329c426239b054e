import { z } from 'zod'
import { AccessibilityError, accessibility, type Decay, enhancedSteps } from '../allocation/accessibility'
import { field, type Line, MethodInputError, method } from './method'

const DECAYS = ['cutoff', 'enhanced', 'gaussian', 'kernel'] as const
const minutes = field.number('the minutes to the site, or null where there is no way').nullable()

function decayOf(kind: (typeof DECAYS)[number], limit: number): Decay {
  return kind === 'enhanced' ? enhancedSteps(limit) : { kind, limit }
}

/** What each place can reach of a supply, once everybody who reaches it is counted. */
export const floatingCatchment = method({
  name: 'accessibility',
  title: { zh: '可达性：两步移动搜寻法（2SFCA、E2SFCA、高斯、核密度）', en: 'Accessibility: floating catchment areas' },
  formula: {
    zh: 'R_j = S_j ÷ Σ P_k·w(d_kj)；A_i = Σ R_j·w(d_ij)；各地均可达时 Σ P_i·A_i = Σ S_j',
    en: 'R_j = S_j ÷ Σ P_k·w(d_kj); A_i = Σ R_j·w(d_ij); where everyone reaches a site Σ P_i·A_i = Σ S_j',
  },
  source: 'Luo & Wang 2003；Luo & Qi 2009；Dai 2010；Dai & Wang 2011',
  refusals: [AccessibilityError],
  input: z.strictObject({
    decay: field.choice(DECAYS, 'how the weight falls with time').default('enhanced'),
    limit: field.above('the catchment in minutes, such as 30').default(30),
    sites: field.rows(
      z.strictObject({ name: field.text('the name of the site'), supply: field.number('its beds, staff or units') }),
      'sites',
    ),
    places: field.rows(
      z.strictObject({
        name: field.text('the name of the place'),
        people: field.number('its people, a number from 0'),
        minutes: field.rows(minutes, 'times, one a site in the order of sites'),
      }),
      'places',
    ),
  }),
  example: {
    decay: 'enhanced' as const,
    limit: 30,
    sites: [
      { name: 'H1', supply: 50 },
      { name: 'H2', supply: 20 },
    ],
    places: [
      { name: 'A', people: 1000, minutes: [5, 25] },
      { name: 'B', people: 2000, minutes: [15, 10] },
      { name: 'C', people: 1500, minutes: [35, 12] },
    ],
  },
  work({ decay, limit, sites, places }) {
    for (const [at, place] of places.entries())
      if (place.minutes.length !== sites.length)
        throw new MethodInputError(
          `places, row ${at + 1} (name "${place.name}"), minutes: has ${place.minutes.length} times for ${sites.length} sites; give one a site, null where there is no way`,
        )
    const { access, ratio, stranded } = accessibility(
      places.map((place) => place.people),
      sites.map((site) => site.supply),
      {
        places: places.length,
        sites: sites.length,
        minutes: places.flatMap((place) => place.minutes.map((time) => time ?? Number.POSITIVE_INFINITY)),
      },
      decayOf(decay, limit),
    )
    const reached = places.reduce((sum, place, at) => sum + place.people * (access[at] ?? 0), 0)
    return {
      figures: {
        people: places.reduce((sum, place) => sum + place.people, 0),
        supply: sites.reduce((sum, site) => sum + site.supply, 0),
        supplyReached: reached,
      },
      tables: {
        places: places.map((place, at): Line => ({ name: place.name, people: place.people, access: access[at] ?? 0 })),
        sites: sites.map((site, at): Line => ({ name: site.name, supply: site.supply, perHead: ratio[at] ?? 0 })),
      },
      notes:
        stranded.length === 0
          ? []
          : [
              {
                zh: `无人可达：${stranded.map((at) => sites[at]?.name).join('、')}`,
                en: `Reached by nobody: ${stranded.map((at) => sites[at]?.name).join(', ')}`,
              },
            ],
    }
  },
})
