import { coversArea, coversFacility, type Scope } from '@cockpit/domain/access/decide'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { DIMENSION_OF_LEVEL } from '@cockpit/semantic-layer/client/breakdown'
import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import { z } from 'zod'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'
import { equals } from './scoped-rows'

/** An area, or a facility in it. */
export const Where = z.object({ area: AreaCode, facility: FacilityId.optional() })
export type Where = z.infer<typeof Where>

/**
 * Filters of a cube for a place. The scope is applied by the semantic layer in any case; a facility that is out of reach is refused, so
 * that an empty answer always means that there is nothing.
 */
export async function placeFilters(ports: Ports, scope: Scope, cube: string, where: Where): Promise<CubeFilter[]> {
  const territory = await ports.territory()
  const area = territory.get(where.area)
  if (!area) throw new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
  if (where.facility) {
    const facility = (await ports.facilities()).get(where.facility)
    if (!facility || !coversFacility(scope, facility, territory))
      throw new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
    return [equals(`${cube}.facilityId`, where.facility)]
  }
  const inside = coversArea(scope, where.area, territory)
  const touches =
    inside || scope.areas.some((code) => territory.within(code, where.area)) || scope.facilities.length > 0
  if (!touches) throw new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
  return [equals(`${cube}.${DIMENSION_OF_LEVEL[area.level]}`, where.area)]
}
