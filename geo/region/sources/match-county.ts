import type { AreaCode } from '@cockpit/domain/ids'
import type { Area, Territory } from '@cockpit/domain/territory/territory'
import { divisionStem } from './division-name'
import { FORMER_DIVISIONS } from './former-divisions'

/** How sure a match is: by the full name, by a former name, or by the stem alone (永川市 for 永川区, or 萧山 in 萧山中医院). */
export type MatchedBy = 'name' | 'former' | 'stem'
export type CountyMatch =
  | { readonly ok: true; readonly county: Area; readonly by: MatchedBy }
  | { readonly ok: false; readonly reason: 'no-place' | 'city-only' | 'ambiguous' | 'unknown-place' }

/**
 * Finds the county of an institution from the text of its place and, where the place says only the city, from the head of its name.
 * Never guesses between two: `ambiguous` and the other reasons go to a person.
 * @param within the province to look in
 */
export function matchCounty(
  text: { readonly place: string; readonly name: string },
  within: AreaCode,
  territory: Territory,
): CountyMatch {
  const place = clean(text.place)
  const counties = territory.counties(within)
  if (place !== '') {
    const found = byPlace(place, counties, within)
    if (found) return found
  }
  const city = territory
    .children(within)
    .find((area) => area.level === 'city' && divisionStem(area.name.zh) === divisionStem(place))
  const named = byName(clean(text.name), city ? territory.counties(city.code) : counties, within, territory)
  if (named) return named
  return { ok: false, reason: city ? 'city-only' : place === '' ? 'no-place' : 'unknown-place' }
}

function byPlace(place: string, counties: readonly Area[], within: AreaCode): CountyMatch | undefined {
  const exact = one(
    counties.filter((county) => county.name.zh === place),
    'name',
  )
  if (exact) return exact
  const now = FORMER_DIVISIONS.find((change) => change.province === within && change.former === place)?.now
  const successor = counties.find((county) => county.code === now)
  if (successor) return { ok: true, county: successor, by: 'former' }
  const stem = divisionStem(place)
  return one(
    counties.filter((county) => divisionStem(county.name.zh) === stem),
    'stem',
  )
}

/** Only the head of a name says where it stands: 杭州市余杭区中医院 does, 仁济永康医院 does not. */
function byName(
  name: string,
  counties: readonly Area[],
  within: AreaCode,
  territory: Territory,
): CountyMatch | undefined {
  const above = territory.path(within).concat(territory.children(within).filter((area) => area.level === 'city'))
  let head = name
  for (const area of above) {
    for (const part of [area.name.zh, divisionStem(area.name.zh)]) {
      if (head.startsWith(part) && !counties.some((county) => head.startsWith(county.name.zh)))
        head = head.slice(part.length)
    }
  }
  const full = longest(counties.filter((county) => head.startsWith(county.name.zh)))
  if (full.length > 0) return one(full, 'name')
  const change = FORMER_DIVISIONS.find((one) => one.province === within && head.startsWith(one.former))
  const successor = counties.find((county) => county.code === change?.now)
  if (successor) return { ok: true, county: successor, by: 'former' }
  return one(longest(counties.filter((county) => head.startsWith(divisionStem(county.name.zh)))), 'stem')
}

function one(found: readonly Area[], by: MatchedBy): CountyMatch | undefined {
  const [county] = found
  if (!county) return undefined
  return found.length === 1 ? { ok: true, county, by } : { ok: false, reason: 'ambiguous' }
}

function longest(found: readonly Area[]): Area[] {
  const length = Math.max(0, ...found.map((county) => divisionStem(county.name.zh).length))
  return found.filter((county) => divisionStem(county.name.zh).length === length)
}

function clean(text: string): string {
  return text.replace(/\s+/g, '').replace(/[（(][^）)]*[）)]/g, '')
}
