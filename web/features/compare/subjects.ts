import { formatPeriod, type Period, parsePeriod } from '@cockpit/domain/period/period'
import type { FacilityTier } from '@cockpit/domain/territory/territory'
import { periodText } from '../../format/time'
import type { Language } from '../../i18n/locale'
import type { VisibleArea } from '../../server/territory/visible-tree'
import { type Place, type PlaceFacility, territoryOf } from '../cockpit/place'
import type { CompareAddress } from './compare-address'

/** One column: its name, and where and when its numbers are asked. */
export interface Subject {
  readonly key: string
  readonly name: string
  readonly tier?: FacilityTier
  readonly where: { readonly territory: string; readonly facility?: string }
  readonly period: Period
}

/** The subjects of an address in its order; those the person does not see are left out. */
export function subjectsOf(
  { kind, subjects }: Pick<CompareAddress, 'kind' | 'subjects'>,
  known: {
    readonly place: Place
    readonly period: Period
    readonly language: Language
    readonly facilities: readonly PlaceFacility[]
    readonly areas: readonly VisibleArea[]
  },
): Subject[] {
  const { place, period, language } = known
  if (kind === 'periods')
    return subjects.map((key) => {
      const own = parsePeriod(key)
      return { key: formatPeriod(own), name: periodText(own, language), where: territoryOf(place), period: own }
    })
  if (kind === 'areas') {
    const areas = new Map(known.areas.filter(({ readable }) => readable).map((area) => [area.code, area]))
    return subjects.flatMap((key) => {
      const area = areas.get(key)
      return area ? [{ key, name: area.name[language], where: { territory: key }, period }] : []
    })
  }
  const facilities = new Map(known.facilities.map((one) => [one.id, one]))
  return subjects.flatMap((key) => {
    const one = facilities.get(key)
    const where = { territory: place.area.code, facility: key }
    return one ? [{ key, name: one.name[language], tier: one.tier, where, period }] : []
  })
}
