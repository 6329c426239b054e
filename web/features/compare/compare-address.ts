import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { oneOf, periodOrNothing, type Query, queryReader, writeQuery } from '../cockpit/read-query'

export const COMPARED = ['facilities', 'areas', 'periods'] as const
export type Compared = (typeof COMPARED)[number]

/** More columns than that nobody compares. */
export const MOST_COMPARED = 5

/** What stands side by side; all of it in the URL. */
export interface CompareAddress {
  /** `?of=` */
  readonly kind: Compared
  /** `?x=A,B,C` facility ids, area codes or periods; at most five, each once. */
  readonly subjects: readonly string[]
  /** `?area=` where facilities and areas are chosen from, and whose periods are compared. */
  readonly area: AreaCode | null
  /** `?f=` whose periods are compared. */
  readonly facility: FacilityId | null
  /** `?i=` the indicator of the lines. */
  readonly indicator: IndicatorId | null
  /** `?p=`; the last month the data reach without. Periods bring their own. */
  readonly period: Period | null
  readonly unread: readonly string[]
}

const READERS = {
  facilities: (text: string) => FacilityId.safeParse(text).success,
  areas: (text: string) => AreaCode.safeParse(text).success,
  periods: (text: string) => periodOrNothing(text) !== undefined,
} as const satisfies Record<Compared, (text: string) => boolean>

export function readCompare(query: Query): CompareAddress {
  const { read, unread } = queryReader(query)
  const kind = read('of', oneOf(COMPARED)) ?? 'facilities'
  const subjects = read('x', (text) => {
    const named = [...new Set(text.split(','))]
    return named.every(READERS[kind]) ? named.slice(0, MOST_COMPARED) : undefined
  })
  const address = {
    kind,
    subjects: subjects ?? [],
    area: read('area', (text) => AreaCode.safeParse(text).data),
    facility: read('f', (text) => FacilityId.safeParse(text).data),
    indicator: read('i', (text) => IndicatorId.safeParse(text).data),
    period: read('p', periodOrNothing),
  }
  return { ...address, unread }
}

/** The link that `readCompare` reads back. */
export function compareHref(address: Partial<CompareAddress>): string {
  return `/compare${writeQuery({
    of: address.kind === 'facilities' ? null : address.kind,
    x: address.subjects?.join(','),
    area: address.area,
    f: address.facility,
    i: address.indicator,
    p: address.period && formatPeriod(address.period),
  })}`
}
