import type { Grant } from '@cockpit/domain/access/grant'
import { AreaCode, type Bilingual } from '@cockpit/domain/ids'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'

/** A posture in force, as every screen shows it: where, since when, why, until when. */
export interface CurrentPosture {
  readonly id: string
  readonly areaCode: string
  readonly area: Bilingual
  readonly reason: string
  readonly since: Date
  readonly until: Date
  readonly demo: boolean
}

interface Stored {
  readonly id: string
  readonly areaCode: string
  readonly reason: string
  readonly approvedAt: Date | null
  readonly until: Date
  readonly demo: boolean
}

/** Those that touch the territory of these grants: one above changes the clocks here, one below is part of what is overseen. */
export function concernedPostures(
  postures: readonly Stored[],
  grants: readonly Grant[],
  territory: Territory,
  directory: { get(id: string): Pick<Facility, 'county'> | undefined },
): CurrentPosture[] {
  const own = grants.flatMap(({ territory: granted }) =>
    granted.kind === 'area' ? [granted.code] : granted.ids.flatMap((id) => directory.get(id)?.county ?? []),
  )
  return postures.flatMap(({ id, areaCode, reason, approvedAt, until, demo }) => {
    const code = AreaCode.parse(areaCode)
    const touches = own.some((mine) => territory.within(mine, code) || territory.within(code, mine))
    if (!touches || approvedAt === null) return []
    const area = territory.get(code)?.name ?? { zh: areaCode, en: areaCode }
    return [{ id, areaCode, area, reason, since: approvedAt, until, demo }]
  })
}
