import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod, type Period, parsePeriod } from '@cockpit/domain/period/period'
import { type Place, territoryOf } from '../cockpit/place'
import { periodOrNothing, type Query, queryReader, writeQuery } from '../cockpit/read-query'

/** Which change is explained, and by what; all of it stands in the URL. */
export interface ExplainAddress {
  /** `?i=` */
  readonly indicator: IndicatorId | null
  /** `?area=`. Absent: where the person's authority begins. */
  readonly area: AreaCode | null
  /** `?f=` */
  readonly facility: FacilityId | null
  /** `?from=`. Absent: the same period a year before. */
  readonly from: Period | null
  /** `?to=`. Absent: the last month that the data reach. */
  readonly to: Period | null
  /** `?by=` a breakdown. Absent: the first there is. */
  readonly by: string | null
  readonly unread: readonly string[]
}

export function readExplain(query: Query): ExplainAddress {
  const { read, unread } = queryReader(query)
  const address = {
    indicator: read('i', (text) => IndicatorId.safeParse(text).data),
    area: read('area', (text) => AreaCode.safeParse(text).data),
    facility: read('f', (text) => FacilityId.safeParse(text).data),
    from: read('from', periodOrNothing),
    to: read('to', periodOrNothing),
    by: read('by', (text) => (/^[a-z][A-Za-z0-9]*$/.test(text) ? text : undefined)),
  }
  return { ...address, unread }
}

/** The link that `readExplain` reads back. */
export function explainHref(address: Partial<ExplainAddress>): string {
  return `/explain${writeQuery({
    i: address.indicator,
    area: address.area,
    f: address.facility,
    from: address.from && formatPeriod(address.from),
    to: address.to && formatPeriod(address.to),
    by: address.by,
  })}`
}

/** A place as this page's address names it. */
export function explainedPlace(place: Place): Pick<ExplainAddress, 'area' | 'facility'> {
  const { territory, facility = null } = territoryOf(place)
  return { area: territory, facility }
}

/** The period of an answer's days, named by its month where it is one. */
export function periodOfDays({ from, to }: { readonly from: string; readonly to: string }): Period {
  const month = parsePeriod(from.slice(0, 7))
  return month.from === from && month.to === to ? month : parsePeriod(`${from}..${to}`)
}
